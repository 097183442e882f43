using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Tests.Data;

/// <summary>CSV that somebody else has opened: it can be read once.</summary>
internal sealed class StreamRowSource(Stream stream, CsvFormat format, string title) : RowSource
{
    public override string Title => title;

    public override RowCursor Open() => new CsvRowCursor(stream, format, title, complete: () => { });
}
