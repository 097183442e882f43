using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Tests.Data;

public class DataMappingTests
{
    [Fact]
    public void Parse_EverySetting_IsRead()
    {
        DataMapping mapping = DataMapping.Parse("""
            source: exports/customers.csv
            delimiter: tab
            encoding: windows-1252
            decimal: ","
            missing: [NA, "-"]
            ragged: drop_row
            columns:
              minutes: {column: Total Minutes, invalid: drop_row, out_of_range: clamp}
              calls: {invalid: empty}
            """, "mapping.yaml", "/data/node");
        Assert.Equal("/data/node/exports/customers.csv", Assert.IsType<FileRowSource>(mapping.Source).Path);
        Assert.Equal(('\t', SourceEncoding.Windows1252, ',', CellTreatment.DropRow), (mapping.Delimiter, mapping.Encoding, mapping.DecimalMark, mapping.Ragged));
        Assert.Equal(["NA", "-"], mapping.Missing);
        Assert.Equal(new ColumnMapping { Column = "Total Minutes", Invalid = CellTreatment.DropRow, OutOfRange = CellTreatment.Clamp }, mapping.Of("minutes"));
        Assert.Equal(("Total Minutes", "calls", "plan"), (mapping.ColumnOf("minutes"), mapping.ColumnOf("calls"), mapping.ColumnOf("plan")));
    }

    [Theory]
    [InlineData("sourc: x.csv\n", "FED-DATA-MISSING")]
    [InlineData("source: x.csv\ndelimiter: ab\n", "FED-DATA-VALUE")]
    [InlineData("source: x.csv\ndelimiter: '\"'\n", "FED-DATA-VALUE")]
    [InlineData("source: x.csv\ndelimiter: a\n", "FED-DATA-VALUE")]
    [InlineData("source: x.csv\nencoding: utf8\n", "FED-DATA-VALUE")]
    [InlineData("source: x.csv\nragged: empty\n", "FED-DATA-VALUE")]
    [InlineData("source: x.csv\ncolumns: {a: {colum: x}}\n", "FED-DATA-KEY")]
    [InlineData("source: x.csv\ncolumns: {a: x}\n", "FED-DATA-TYPE")]
    [InlineData("source: x.csv\ncolumns: {a: {invalid: clamp}}\n", "FED-DATA-VALUE")]
    [InlineData("source: x.csv\nduplicates: drop\n", "FED-DATA-VALUE")]
    [InlineData("source: {command: []}\n", "FED-DATA-VALUE")]
    [InlineData("source: {command: [a], sql: x}\n", "FED-DATA-KEY")]
    [InlineData("source: {command: [a], timeout_seconds: 0}\n", "FED-DATA-RANGE")]
    [InlineData("source: {sql: SELECT 1, provider: sqlite}\n", "FED-DATA-MISSING")]
    [InlineData("source: {sql: SELECT 1, provider: sqlite, connection: a, connection_file: b}\n", "FED-DATA-MISSING")]
    [InlineData("source: {sql: SELECT 1, connection: a}\n", "FED-DATA-MISSING")]
    public void Parse_FaultyMapping_NamesTheFault(string text, string code) =>
        Assert.Contains(Assert.Throws<DocumentException>(() => DataMapping.Parse(text, "mapping.yaml", "/data")).Faults, fault => fault.Code == code);

    [Fact]
    public void Load_MissingFile_SaysWhatToWrite()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "mapping.yaml");
        DocumentException fault = Assert.Throws<DocumentException>(() => DataMapping.Load(path));
        Assert.Equal("FED-DATA-FILE", fault.Code);
        Assert.Contains("source: customers.csv", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RelativeSource_LiesBesideTheMapping()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "mapping.yaml"), "source: customers.csv\n");
            File.WriteAllText(Path.Combine(folder.FullName, "customers.csv"), CsvScenario.Header + "\nc1,KS,1,1,1,no\nc2,KS,1,1,1,yes\n");
            DataMapping mapping = DataMapping.Load(Path.Combine(folder.FullName, "mapping.yaml"));
            Assert.Equal(2, TableReader.Read(CsvScenario.Contract, mapping, "salt", ReadPurpose.Training).Table!.RowCount);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
