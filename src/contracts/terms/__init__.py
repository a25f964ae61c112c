"""What was agreed: immutable terms, without computed dates and without arithmetic."""
