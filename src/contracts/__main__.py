"""`python -m contracts`, the same as the command `contracts`."""

from contracts.cli import main

if __name__ == "__main__":
    main()
