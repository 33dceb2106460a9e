"""Reports inside archives: WARC, WACZ, ZIP, tar and single packed files. Nothing is unpacked to disk."""
