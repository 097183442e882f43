using System.Text.Json;
using Federated.ClientNode.Data;

namespace Federated.ClientNode.Commands;

/// <summary>A data report for scripts.</summary>
internal static class DataReportJson
{
    public static string Of(DataReport report) => JsonSerializer.Serialize(new
    {
        usable = report.IsUsable,
        source = report.Source,
        mapping = report.Mapping,
        fields = report.FieldCount,
        columns = report.ColumnCount,
        rows = report.RowCount,
        used_rows = report.UsedRowCount,
        faults = report.Faults.Select(Fault),
        notices = report.Notices.Select(Fault),
    });

    private static object Fault(DataFault fault) => new
    {
        code = fault.Code,
        field = fault.Field,
        what = fault.What,
        rows = fault.Count,
        share = fault.Share,
        lines = fault.Lines,
        example = fault.Example,
        mend = fault.Mend,
    };
}
