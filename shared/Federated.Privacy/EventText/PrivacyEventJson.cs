using System.Text;
using System.Text.Json;
using Federated.Privacy.Events;

namespace Federated.Privacy.EventText;

/// <summary>
/// Events as JSON in one canonical form: <c>{"event":"poisson_sampled","rate":0.01,"inner":{"event":"gaussian","noise_multiplier":1.1}}</c>, keys in the order
/// that they are written in here, no white space, numbers in their shortest form. Equal events have equal bytes. Reading takes any order and white space, and
/// refuses everything that is not an event to the last character.
/// </summary>
public static class PrivacyEventJson
{
    /// <summary>The longest text that is read, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private const int DeepestNesting = 64;
    private const int MostEvents = 10_000;

    /// <summary>The canonical text.</summary>
    public static string Write(PrivacyEvent released)
    {
        ArgumentNullException.ThrowIfNull(released);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { MaxDepth = 2 * DeepestNesting }))
            EventWriter.Write(writer, released);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads an event.</summary>
    /// <exception cref="PrivacyParameterException">The text is no event: not JSON, an unknown kind or key, a key twice or missing, a number out of range, too long, too deep, too many.</exception>
    public static PrivacyEvent Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MostBytes)
            throw new PrivacyParameterException($"The text of a privacy event has {utf8.Length} bytes; at most {MostBytes} are read. Write repetitions as one repeated event.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 2 * DeepestNesting });
            return new EventReader(MostEvents).Read(document.RootElement);
        }
        catch (JsonException failure)
        {
            throw new PrivacyParameterException($"The privacy event is not JSON as it is read here, near line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}. Nothing was counted; write it anew.");
        }
    }

    /// <summary>Reads an event.</summary>
    /// <exception cref="PrivacyParameterException">The text is no event.</exception>
    public static PrivacyEvent Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));
}
