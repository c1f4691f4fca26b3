package com.kore.billing.app.documents;

import com.openhtmltopdf.css.constants.IdentValue;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver.FontGroup;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * What documents are printed with, whatever font they ask for: DejaVu Sans, and the operator's fonts for what that has no glyph of. A parsed
 * font serves many documents, but one at a time, so that there is a set for each processor; whoever comes when all are in use waits.
 */
final class PrintFonts {
    private static final String DEJAVU = "net/sf/jasperreports/fonts/dejavu/";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private record Face(String name, int weight, FontFile file) {}

    private final List<Face> faces = new ArrayList<>();
    private final Queue<List<TrueTypeFont>> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** @param others asked in this order for what DejaVu Sans lacks */
    PrintFonts(List<String> others) throws IOException {
        add(REGULAR, FontFile.packaged(DEJAVU + "DejaVuSans.ttf"));
        add(BOLD, FontFile.packaged(DEJAVU + "DejaVuSans-Bold.ttf"));
        for (String path : others) {
            add(REGULAR, FontFile.of(Path.of(path)));
        }
    }

    private void add(int weight, FontFile file) {
        faces.add(new Face("font-" + faces.size(), weight, file));
    }

    /** Makes the document of a renderer that has no fonts yet. */
    void print(PdfBoxRenderer renderer) throws IOException {
        room.acquireUninterruptibly();
        try {
            List<TrueTypeFont> waiting = idle.poll();
            List<TrueTypeFont> fonts = waiting == null ? parsed() : waiting;
            for (int index = 0; index < faces.size(); index++) {
                add(fonts.get(index), faces.get(index), renderer);
            }
            renderer.createPDF();
            idle.add(fonts);
        } finally {
            room.release();
        }
    }

    private static void add(TrueTypeFont font, Face face, PdfBoxRenderer renderer) throws IOException {
        PDType0Font embedded = PDType0Font.load(renderer.getPdfDocument(), font, true);
        renderer.getFontResolver()
                .addFont(
                        new PDFontSupplier(embedded),
                        face.name(),
                        face.weight(),
                        IdentValue.NORMAL,
                        true,
                        FontGroup.PRE_BUILT_IN_FALLBACK);
    }

    private List<TrueTypeFont> parsed() throws IOException {
        List<TrueTypeFont> fonts = new ArrayList<>();
        for (Face face : faces) {
            fonts.add(face.file().parsed());
        }
        return fonts;
    }
}
