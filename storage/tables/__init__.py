"""The tables, by what they are about. A column is called as the field it keeps."""
