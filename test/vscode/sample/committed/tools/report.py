"""Prints what was sold in a month, from lines of `date,article,quantity,cents`."""

import csv
import sys
from collections import defaultdict


def totals(rows):
    sums = defaultdict(int)
    for date, article, quantity, cents in rows:
        sums[article] += int(quantity) * int(cents)
    return sums


def average(values):
    return sum(values) / len(values)


def main(path):
    with open(path, newline="") as file:
        sums = totals(csv.reader(file))
    for article, cents in sorted(sums.items()):
        print(f"{article:<12}{cents / 100:>10.2f}")
    print(f"{'average':<12}{average(sums.values()) / 100:>10.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
