using System.Text;

namespace Federated.ClientNode.Data;

/// <summary>Recognises by its first bytes what is certainly no CSV file, to name the mend better than a decoding error could.</summary>
internal static class SourceSignature
{
    /// <summary>Length of the byte order mark that is to be skipped: 3 or 0.</summary>
    /// <exception cref="SourceException">A spreadsheet, an archive or UTF-16.</exception>
    public static int LengthOfMark(ReadOnlySpan<byte> start, SourceEncoding encoding)
    {
        if (start.StartsWith("PK\u0003\u0004"u8))
            throw Refusal("the file is a spreadsheet or a zip archive, not CSV", "export the sheet as CSV (UTF-8)");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            throw Refusal("the file is compressed (gzip), not CSV", "unpack it first");
        if (start.StartsWith(Encoding.Unicode.Preamble) || start.StartsWith(Encoding.BigEndianUnicode.Preamble))
            throw Refusal("line 1, byte 1 is not UTF-8: the file is UTF-16", "save the file as UTF-8");
        return encoding == SourceEncoding.Utf8 && start.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    }

    private static SourceException Refusal(string what, string mend) => new(DataFault.OfFile("FED-DATA-ENCODING", what, mend));
}
