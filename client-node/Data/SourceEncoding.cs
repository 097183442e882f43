namespace Federated.ClientNode.Data;

/// <summary>How the file's bytes become characters. Never guessed.</summary>
internal enum SourceEncoding
{
    /// <summary><c>utf-8</c>, with or without a byte order mark (the default); anything else in the file is refused.</summary>
    Utf8,

    /// <summary><c>windows-1252</c>, which includes the printable part of latin-1.</summary>
    Windows1252,
}
