using System.Collections;
using Federated.Grpc.Wire;

namespace Federated.Grpc;

/// <summary>
/// Ordered name and value pairs that travel beside a call: request headers, response headers or trailers. A name may occur more than once.
/// </summary>
public sealed class Metadata : IReadOnlyList<Metadata.Entry>
{
    /// <summary>The ending that marks a name whose values are bytes.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    private readonly List<Entry> _entries = [];

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public Entry this[int index] => _entries[index];

    /// <summary>Appends an entry.</summary>
    public void Add(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _entries.Add(entry);
    }

    /// <summary>Appends an ASCII value.</summary>
    /// <exception cref="ArgumentException">The name or the value is not allowed; see <see cref="Entry"/>.</exception>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Appends a value of bytes under a name that ends in <c>-bin</c>.</summary>
    /// <exception cref="ArgumentException">The name is not allowed; see <see cref="Entry"/>.</exception>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <summary>The last entry of that name (case does not matter), or null.</summary>
    public Entry? Get(string key) => _entries.FindLast(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>All entries of that name, in order.</summary>
    public IEnumerable<Entry> GetAll(string key) => _entries.Where(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last ASCII value of that name, or null.</summary>
    /// <exception cref="InvalidOperationException">The name ends in <c>-bin</c>.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The last value of bytes of that name, or null.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// One name and its value. Names are letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, kept in lower case; names the protocol uses itself
    /// (<c>grpc-</c>…, <c>content-type</c>, <c>te</c>, connection headers) are refused. ASCII values hold the characters 0x20 to 0x7E and neither begin nor end with a space.
    /// </summary>
    public sealed class Entry
    {
        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>An ASCII entry.</summary>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(key);
            ArgumentNullException.ThrowIfNull(value);
            Key = MetadataRules.NormalizeKey(key);
            if (IsBinary)
                throw new ArgumentException($"The metadata name '{Key}' ends in -bin, so its value is bytes: pass a byte array.", nameof(key));
            if (!MetadataRules.IsAsciiValue(value))
                throw new ArgumentException($"The value of metadata '{Key}' holds characters outside 0x20 to 0x7E, or begins or ends with a space: use a name that ends in -bin and pass bytes.", nameof(value));
            _text = value;
        }

        /// <summary>An entry of bytes; the name ends in <c>-bin</c>. The array is copied.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(key);
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = MetadataRules.NormalizeKey(key);
            if (!IsBinary)
                throw new ArgumentException($"The metadata name '{Key}' carries bytes, so it has to end in -bin.", nameof(key));
            _bytes = (byte[])valueBytes.Clone();
        }

        /// <summary>The name, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The ASCII value.</summary>
        /// <exception cref="InvalidOperationException">The entry holds bytes.</exception>
        public string Value => _text ?? throw new InvalidOperationException($"Metadata '{Key}' holds bytes: read ValueBytes.");

        /// <summary>A copy of the bytes; for an ASCII entry the bytes of its characters.</summary>
        public byte[] ValueBytes => _bytes is null ? System.Text.Encoding.ASCII.GetBytes(_text!) : (byte[])_bytes.Clone();

        /// <summary>The name only: values may be secrets.</summary>
        public override string ToString() => $"[Entry: key={Key}]";
    }
}
