package com.kore.billing.app;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the embedded database, keys and tokens are: a folder for the owner of the process alone. */
final class DataDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private DataDirectory() {}

    /**
     * Makes it if it is not there. One that others may look into is left as it is, and warned of.
     *
     * @throws StartRefused if it cannot be made or written
     */
    static void prepare(Path directory) {
        try {
            if (!Files.exists(directory)) {
                create(directory);
            }
            if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
                throw unusable(directory, "is no folder that may be written");
            }
            if (IS_POSIX && !OWNER.containsAll(Files.getPosixFilePermissions(directory))) {
                LOG.warn(
                        "{} is open to other users of this computer, and holds keys and the embedded database: chmod 700 {}",
                        directory,
                        directory);
            }
        } catch (IOException failed) {
            throw unusable(directory, "cannot be made: " + failed);
        }
    }

    private static void create(Path directory) throws IOException {
        if (IS_POSIX) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER));
        } else {
            Files.createDirectories(directory);
        }
    }

    private static StartRefused unusable(Path directory, String why) {
        return new StartRefused(
                "BILLING_DATA_DIR, which is %s, %s.".formatted(directory, why),
                "Name a folder that the user of this process may write; it keeps the embedded database, keys and tokens.");
    }
}
