"""Adds up the outcomes in a folder of TRX files and prints "PASSED FAILED SKIPPED". No results at all is an error."""
import pathlib
import sys
import xml.etree.ElementTree as xml

RESULT = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}UnitTestResult"

outcomes = [
    result.get("outcome")
    for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.trx"))
    for result in xml.parse(file).iter(RESULT)
]
if not outcomes:
    sys.exit(f"No test results in {sys.argv[1]}: the test run ended before its first result. See its output above.")
passed = outcomes.count("Passed")
skipped = outcomes.count("NotExecuted")
print(passed, len(outcomes) - passed - skipped, skipped)
