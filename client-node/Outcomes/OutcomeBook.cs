using System.Globalization;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.Hosting.Storage;
using Federated.Tasks.Schema;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Outcomes;

/// <summary>What happened to customers, kept in the node's ledger under hashes of their ids. It joins the scores that were given before, and the next run's labels.</summary>
internal sealed class OutcomeBook(SqliteDatabase ledger, TimeProvider clock)
{
    /// <summary>Records outcomes, all or none. One of the same customer, label and day takes the place of an earlier one.</summary>
    /// <returns>How many were new, and how many took another's place.</returns>
    public (int New, int Replaced) Record(string label, IReadOnlyCollection<Outcome> outcomes)
    {
        var hash = CustomerHash.Of(ledger);
        return ledger.InTransaction(connection =>
        {
            var before = Count(connection, label);
            using var insert = connection.Prepare(
                "INSERT OR REPLACE INTO outcomes (customer, label, day, value, recorded) VALUES ($customer, $label, $day, $value, $now)",
                ("$customer", Array.Empty<byte>()), ("$label", label), ("$day", ""), ("$value", ""), ("$now", clock.GetUtcNow()));
            foreach (var outcome in outcomes)
            {
                insert.Parameters["$customer"].Value = hash.Name(outcome.Id);
                insert.Parameters["$day"].Value = Text(outcome.Day);
                insert.Parameters["$value"].Value = outcome.Value;
                insert.ExecuteNonQuery();
            }

            var added = (int)(Count(connection, label) - before);
            return (added, outcomes.Count - added);
        });
    }

    /// <summary>The latest outcome of every customer, to learn from.</summary>
    public OutcomeLabels Labels(DataContract contract)
    {
        var known = new Dictionary<UInt128, float>();
        if (LabelValues.Of(contract) is not { } label)
            return new OutcomeLabels(CustomerHash.Of(ledger), known, 0);
        var ignored = 0;
        using var connection = ledger.Open();
        using var command = connection.Prepare("SELECT customer, value FROM outcomes WHERE label = $label ORDER BY day", ("$label", label.Name));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (label.Number(row.GetString(1)) is { } number)
                known[OutcomeLabels.Key(row.Bytes(0))] = number;
            else
                ignored++;
        }

        return new OutcomeLabels(CustomerHash.Of(ledger), known, ignored);
    }

    /// <summary>The scores of one time of scoring for which an outcome became known on that day or later; the latest outcome of each customer.</summary>
    public List<(float Score, string Value)> Matches(ScoringRun run, string label) => ledger.Query(
        """
        SELECT scores.score, outcomes.value FROM scores JOIN outcomes ON outcomes.customer = scores.customer AND outcomes.label = $label
        WHERE scores.scoring = $run AND outcomes.day >= $day
          AND outcomes.day = (SELECT max(day) FROM outcomes AS latest WHERE latest.customer = outcomes.customer AND latest.label = $label)
        ORDER BY scores.customer
        """,
        row => ((float)row.GetDouble(0), row.GetString(1)), ("$run", run.Sequence), ("$label", label), ("$day", Text(DateOnly.FromDateTime(run.At.UtcDateTime))));

    private static long Count(SqliteConnection connection, string label) =>
        connection.Query("SELECT count(*) FROM outcomes WHERE label = $label", row => row.GetInt64(0), ("$label", label)).Single();

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
