using System.Text.Json;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>Writes what the model says: for each customer the id, every result by its name, the group, and the reasons.</summary>
internal static class ScoreAnswer
{
    public static void Write(Utf8JsonWriter json, ServedModel served, ScoreRequest request, ScoredRows rows)
    {
        json.WriteStartObject();
        json.WriteString("model", served.Version);
        json.WriteStartArray("results");
        for (var row = 0; row < rows.Count; row++)
        {
            json.WriteStartObject();
            if (request.Ids[row] is { } id)
                json.WriteString("id", id);
            foreach (var column in rows.Columns)
                WriteResult(json, column, row);
            if (rows.IsRanking)
                WriteGroup(json, served.GroupOf(rows.Columns[0].Numbers![row]));
            WriteReasons(json, rows.Reasons?[row] ?? []);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ScoreColumn column, int row)
    {
        if (column.Words is { } words)
            json.WriteString(column.Name, words[row]);
        else if (double.IsFinite(column.Numbers![row]))
            json.WriteNumber(column.Name, column.Numbers[row]);
        else
            json.WriteNull(column.Name);
    }

    private static void WriteGroup(Utf8JsonWriter json, int? group)
    {
        if (group is { } known)
            json.WriteNumber("group", known);
        else
            json.WriteNull("group");
    }

    private static void WriteReasons(Utf8JsonWriter json, IReadOnlyList<Reason> reasons)
    {
        json.WriteStartArray("reasons");
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("field", reason.Field);
            json.WriteString("words", reason.Words);
            json.WriteNumber("contribution", reason.Contribution);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
