using System.Text;
using Federated.ClientNode.Data;
using FsCheck;
using FsCheck.Fluent;
using static Federated.ClientNode.Tests.Data.CsvScenario;

namespace Federated.ClientNode.Tests.Data;

public class SourceTextTests
{
    [Fact]
    public void Read_NotUtf8_NamesLineAndByte()
    {
        byte[] csv = [.. Encoding.UTF8.GetBytes(Header + "\nc1,KS,1,1,1,no\nc2,"), 0xe9, .. Encoding.UTF8.GetBytes(",1,1,1,yes\n")];
        DataFault fault = OnlyFault(CsvScenario.Read(csv));
        Assert.Equal(("FED-DATA-ENCODING", "line 3, byte 4 is not UTF-8"), (fault.Code, fault.What));
        Assert.Contains("windows-1252", fault.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NotUtf8FarIntoTheFile_NamesLineAndByte()
    {
        string row = "c1,KS,1,1,1,no\n";
        byte[] csv = [.. Encoding.UTF8.GetBytes(Header + "\n" + string.Concat(Enumerable.Repeat(row, 50_000)) + "é"), 0x80];
        Assert.Equal("line 50002, byte 3 is not UTF-8", OnlyFault(CsvScenario.Read(csv, "duplicates: keep")).What);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe, 0x63, 0x00 }, "UTF-16")]
    [InlineData(new byte[] { 0x50, 0x4b, 0x03, 0x04 }, "spreadsheet")]
    [InlineData(new byte[] { 0x1f, 0x8b, 0x08, 0x00 }, "gzip")]
    [InlineData(new byte[] { 0x63, 0xc3 }, "line 1, byte 2")]
    public void Read_FileOfAnotherKind_IsNamed(byte[] csv, string word)
    {
        DataFault fault = OnlyFault(CsvScenario.Read(csv));
        Assert.Equal("FED-DATA-ENCODING", fault.Code);
        Assert.Contains(word, fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Windows1252AsDeclared_IsDecoded()
    {
        byte[] csv = [.. Encoding.UTF8.GetBytes(Header + "\nc1,KS,1,1,1,no\nc2,Caf"), 0xe9, 0x80, .. Encoding.UTF8.GetBytes(",1,1,1,yes\n")];
        Assert.Equal("Café€", OnlyFault(CsvScenario.Read(csv, "encoding: windows-1252")).Example);
    }

    [Fact]
    public void Read_MillionColumns_IsRefusedAfterTheFirstThousands()
    {
        using var stream = new CountingStream(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_000_000))));
        DataFault fault = OnlyFault(CsvScenario.Read(stream));
        Assert.Equal(("FED-DATA-COLUMNS", "the header has more than 10,000 columns"), (fault.Code, fault.What));
        Assert.InRange(stream.BytesRead, 1, 1 << 20);
    }

    [Fact]
    public void Read_TenThousandColumns_AreAccepted()
    {
        string extra = string.Concat(Enumerable.Range(0, 9994).Select(i => $",x{i}")), cells = string.Concat(Enumerable.Repeat(",0", 9994));
        Assert.True(CsvScenario.Read($"{Header}{extra}\nc1,KS,1,1,1,no{cells}\nc2,KS,1,1,1,yes{cells}\n").Report.IsUsable);
        Assert.Equal("FED-DATA-COLUMNS", OnlyFault(CsvScenario.Read($"{Header}{extra},y\nc1,KS,1,1,1,no{cells},1\n")).Code);
    }

    [Fact]
    public void Read_LineWithoutEnd_IsRefusedAtTheBound()
    {
        using var stream = new CountingStream(Encoding.UTF8.GetBytes(Header + "\n" + string.Concat(Enumerable.Repeat("a,", 5_000_000))));
        DataFault fault = OnlyFault(CsvScenario.Read(stream));
        Assert.Equal(("FED-DATA-LINE", "line 2 is longer than 1,048,576 characters"), (fault.Code, fault.What));
        Assert.InRange(stream.BytesRead, 1, 2 << 20);
    }

    [Fact]
    public void Read_QuoteNeverClosed_IsRefusedAtTheRowWhereItOpens()
    {
        using var stream = new CountingStream(Encoding.UTF8.GetBytes(Header + "\nc1,KS,1,1,1,no\nc2,\"KS,1,1,1,yes\n" + string.Concat(Enumerable.Repeat("c3,KS,1,1,1,no\n", 500_000))));
        DataFault fault = OnlyFault(CsvScenario.Read(stream));
        Assert.Equal("FED-DATA-CELL", fault.Code);
        Assert.Contains("begins in line 3", fault.What, StringComparison.Ordinal);
        Assert.InRange(stream.BytesRead, 1, 1 << 20);
    }

    [Fact]
    public void Read_EndlessRowOfQuotedLineBreaks_IsRefusedAtTheRecordBound()
    {
        using var stream = new CountingStream(Encoding.UTF8.GetBytes(Header + "\n" + string.Concat(Enumerable.Repeat("\"a\n\",", 4_000_000))));
        Assert.Equal("FED-DATA-LINE", OnlyFault(CsvScenario.Read(stream)).Code);
        Assert.InRange(stream.BytesRead, 1, SourceText.MaximumRecordLength + (1 << 20));
    }

    [Fact]
    public void Read_AnyTextInAnyPieces_IsWhatWasWritten() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Choose(1, 5).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (written, bytes, characters) =>
        {
            string text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes("ab🙂é\r\n" + written.Get));
            using var stream = new CountingStream(Encoding.UTF8.GetBytes(text), bytes);
            using var reader = new SourceText(stream, SourceEncoding.Utf8, ',');
            var read = new StringBuilder();
            char[] buffer = new char[characters];
            for (int count = reader.Read(buffer, 0, characters); count > 0; count = reader.Read(buffer, 0, characters))
                read.Append(buffer, 0, count);
            return read.ToString() == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyBytes_GiveAReportAndNoException() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (byte[] csv in new[] { bytes, [.. Encoding.UTF8.GetBytes(Header + "\n"), .. bytes] })
        {
            DataReading reading = CsvScenario.Read(csv);
            Assert.Equal(reading.Table is not null, reading.Report.IsUsable);
            Assert.NotEmpty(reading.Report.ToLines());
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>Hands out at most so many bytes a read, and counts them.</summary>
    private sealed class CountingStream(byte[] bytes, int most = int.MaxValue) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            byte[] piece = new byte[Math.Min(buffer.Length, most)];
            int read = Read(piece, 0, piece.Length);
            piece.AsSpan(0, read).CopyTo(buffer);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, Math.Min(count, most));
            BytesRead += read;
            return read;
        }
    }
}
