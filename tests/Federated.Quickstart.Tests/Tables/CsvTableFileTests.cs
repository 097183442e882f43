using System.Text;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Tables;

namespace Federated.Quickstart.Tests.Tables;

public class CsvTableFileTests
{
    [Fact]
    public void Read_QuotedCellsMarkAndBlankLines_AreUnderstood()
    {
        using var file = new TemporaryFile("\ufeff a , b\r\n1,\"x, \"\"y\"\"\"\r\n\r\n2,\"two\nlines\"\r\n");
        var table = CsvTableFile.Read(file.Path);
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal([["1", "x, \"y\""], ["2", "two\nlines"]], table.Rows);
    }

    [Theory]
    [InlineData("a;b;c\n1,5;2;3\n", ';')]
    [InlineData("a\tb\n1\t2\n", '\t')]
    [InlineData("a|b|c\nx,y|2|3\n", '|')]
    [InlineData("a,b\n\"x;y;z\",2\n", ',')]
    [InlineData("only\n1\n", ',')]
    public void Read_WithoutDelimiter_GuessesIt(string text, char delimiter)
    {
        using var file = new TemporaryFile(text);
        Assert.Equal(delimiter, CsvTableFile.Read(file.Path).Delimiter);
    }

    [Fact]
    public void Read_NamedDelimiter_IsNotGuessed()
    {
        using var file = new TemporaryFile("a;b,c\n1;2,3\n");
        Assert.Equal(["a;b", "c"], CsvTableFile.Read(file.Path, ',').Columns);
    }

    [Theory]
    [InlineData("", "FED-DATA-EMPTY", "table.csv is empty")]
    [InlineData("a,b\n", "FED-DATA-ROWS", "has a header and no rows")]
    [InlineData("a,b\n1,2\n1,2,3\n", "FED-DATA-RAGGED", "line 3 has 3 cells; the header has 2")]
    [InlineData("a,b,a\n1,2,3\n", "FED-DATA-HEADER", "2 columns are called 'a'")]
    [InlineData("a,b\n1,x\"y\n", "FED-DATA-QUOTES", "line 2")]
    public void Read_BadFile_NamesWhatIsWrong(string text, string code, string words)
    {
        using var file = new TemporaryFile(text);
        var fault = Assert.Throws<CommandException>(() => CsvTableFile.Read(file.Path, ','));
        Assert.Equal((code, ExitCode.BadInput), (fault.Code, fault.Exit));
        Assert.Contains(words, fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_QuoteThatIsNeverClosed_IsRefusedByItsLine()
    {
        using var file = new TemporaryFile($"a,b\n1,2\n3,\"{new string('x', 200_000)}\n");
        var fault = Assert.Throws<CommandException>(() => CsvTableFile.Read(file.Path));
        Assert.Equal("FED-DATA-CELL", fault.Code);
        Assert.Contains("line 3", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AMillionColumns_IsRefused()
    {
        using var file = new TemporaryFile($"{new string(',', 999_999)}\n1\n");
        var fault = Assert.Throws<CommandException>(() => CsvTableFile.Read(file.Path, ','));
        Assert.Equal("FED-DATA-COLUMNS", fault.Code);
        Assert.Contains("1,000,000 columns", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreRefusedByTheirLine()
    {
        using var file = new TemporaryFile([.. "a,b\n1,2\nM"u8, 0xfc, .. "ller,3\n"u8]);
        var fault = Assert.Throws<CommandException>(() => CsvTableFile.Read(file.Path));
        Assert.Equal(("FED-DATA-ENCODING", "table.csv line 3 is not UTF-8"), (fault.Code, fault.What));
    }

    [Fact]
    public void Read_SpreadsheetArchiveAndUtf16_AreRecognised()
    {
        foreach (var content in new[] { "PK\u0003\u0004rest"u8.ToArray(), [0x1f, 0x8b, 8, 0], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n")] })
        {
            using var file = new TemporaryFile(content);
            Assert.Equal("FED-DATA-ENCODING", Assert.Throws<CommandException>(() => CsvTableFile.Read(file.Path)).Code);
        }
    }

    [Theory]
    [InlineData("/no/such/file.csv")]
    [InlineData("/")]
    public void Read_FileThatCannotBeRead_IsRefused(string path) =>
        Assert.Equal("FED-DATA-FILE", Assert.Throws<CommandException>(() => CsvTableFile.Read(path)).Code);

    [Fact]
    public void Write_ThenRead_GivesTheTableBack()
    {
        var table = new CsvTable(["a b", "c"], [["x;y", " \"q\" "], ["", "z\nz"]], ';');
        using var file = new TemporaryFile("");
        CsvTableWriter.Write(file.Path, table);
        var back = CsvTableFile.Read(file.Path, ';');
        Assert.Equal(table.Columns, back.Columns);
        Assert.Equal(table.Rows, back.Rows);
    }
}
