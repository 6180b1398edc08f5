"""`python -m nattero` is `nattero`."""

from nattero.cli import main

if __name__ == "__main__":
    main()
