using System.Text;

namespace Federated.Tasks.Documents;

/// <summary>Bytes to text, bounded: at most <see cref="MaximumBytes"/> of valid UTF-8, a byte order mark allowed.</summary>
public static class DocumentText
{
    /// <summary>3 MiB: a job with the names of tens of thousands of items, and less than a message holds.</summary>
    public const int MaximumBytes = 3 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a document from a stream and stops as soon as the bound is passed.</summary>
    /// <param name="stream">The bytes; read to their end, not closed.</param>
    /// <param name="documentName">Name for messages, usually the file name.</param>
    /// <param name="codePrefix">Prefix of fault codes, for example <c>FED-JOB</c>.</param>
    /// <exception cref="DocumentException">Too long, or not UTF-8.</exception>
    public static string Read(Stream stream, string documentName, string codePrefix)
    {
        byte[] buffer = new byte[MaximumBytes + 1];
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Decode(buffer.AsSpan(0, length), documentName, codePrefix);
    }

    /// <summary>Decodes bytes that are already in memory, for example from a message.</summary>
    /// <exception cref="DocumentException">Too long, or not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string documentName, string codePrefix)
    {
        var faults = new DocumentFaults(documentName, codePrefix);
        if (bytes.Length > MaximumBytes)
            throw TooLong(faults);
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            ReadOnlySpan<byte> before = bytes[..Math.Clamp(fault.Index, 0, bytes.Length)];
            var position = new DocumentPosition(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
            throw faults.Fatal("ENCODING", position, "the text is not UTF-8", "save the file as UTF-8");
        }
    }

    internal static DocumentException TooLong(DocumentFaults faults) =>
        faults.Fatal("SIZE", default, "the document is longer than 3 MiB", "shorten it; data belongs in CSV files, not in this document");
}
