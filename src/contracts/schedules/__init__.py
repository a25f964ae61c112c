"""What follows from the terms: installments, accruals, shares, and why each is what it is."""
