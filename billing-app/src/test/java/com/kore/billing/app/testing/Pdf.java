package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * What a reader finds in a PDF.
 *
 * @param text of all pages, in the order of reading, each gap one space
 * @param fonts that pages use, by name
 * @param embedded whether every one of them is in the document
 * @param asksForAddresses whether it has links, or pictures that came from somewhere
 * @param rightEdge where its text ends, of the width of a page
 * @param tagged whether it says what is a heading and what a table
 */
public record Pdf(
        String text,
        int pages,
        String title,
        String language,
        boolean tagged,
        List<String> fonts,
        boolean embedded,
        boolean asksForAddresses,
        double rightEdge) {

    /** Also keeps how far texts go. */
    private static final class Reader extends PDFTextStripper {
        private double rightEdge;

        @Override
        protected void processTextPosition(TextPosition text) {
            rightEdge = Math.max(rightEdge, text.getEndX() / text.getPageWidth());
            super.processTextPosition(text);
        }
    }

    public static Pdf read(byte[] content) {
        try (PDDocument document = Loader.loadPDF(content)) {
            Reader reader = new Reader();
            String text = reader.getText(document).replaceAll("\\s+", " ");
            List<String> fonts = new ArrayList<>();
            boolean embedded = true;
            boolean asks = false;
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    fonts.add(page.getResources().getFont(name).getName());
                    embedded &= page.getResources().getFont(name).isEmbedded();
                }
                asks |= !page.getAnnotations().isEmpty()
                        || page.getResources().getXObjectNames().iterator().hasNext();
            }
            return new Pdf(
                    text,
                    document.getNumberOfPages(),
                    document.getDocumentInformation().getTitle(),
                    document.getDocumentCatalog().getLanguage(),
                    document.getDocumentCatalog().getMarkInfo().isMarked()
                            && document.getDocumentCatalog().getStructureTreeRoot() != null,
                    fonts.stream().distinct().sorted().toList(),
                    embedded,
                    asks,
                    reader.rightEdge);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whatever was broken into lines: gaps do not count. */
    public void says(String expected) {
        assertThat(text.replace(" ", "")).contains(expected.replaceAll("\\s+", ""));
    }
}
