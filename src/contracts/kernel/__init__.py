"""How it is computed: columns in, columns out. The only arithmetic of money."""
