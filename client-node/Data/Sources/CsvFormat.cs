namespace Federated.ClientNode.Data.Sources;

/// <summary>How CSV is written, by the mapping's word; see <see cref="DataMapping"/>.</summary>
internal readonly record struct CsvFormat(char Delimiter, SourceEncoding Encoding);
