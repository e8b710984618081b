"""One comparison as something to hand over: a page, a document, a workbook."""
