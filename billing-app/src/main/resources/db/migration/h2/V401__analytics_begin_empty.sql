-- Where there are events already, nothing of this read model answers until they have been folded (docs/decisions/0100).
UPDATE read_model SET generation = 0 WHERE name = 'analytics' AND EXISTS (SELECT 1 FROM event);
