"""How fast a programme is read, beside merely decoding it and cutting it into lines."""

from timing import in_turn, show

from nhacviec.example import example_path
from programme.reading import read

ROUNDS = 15


if __name__ == "__main__":
    path = example_path()
    data = path.read_bytes()

    def decoded() -> object:
        return [line.split() for line in data.decode().splitlines()]

    def whole() -> object:
        return read(data, name=path.name)

    whole()  # the agencies are loaded once
    found = in_turn({"decode and split": decoded, "read": whole}, rounds=ROUNDS)
    show("The programme of July 2020", found, beside="decode and split", unit="ms")
