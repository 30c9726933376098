"""What every page needs: answering, access, the transaction edge, headers, filters, errors."""
