using System.Text;

namespace Federated.ClientNode.Strategy;

/// <summary>The plan that <c>report strategy --init</c> writes: every setting with its default, ready to be changed by a person.</summary>
internal static class StarterStrategyPlan
{
    private const string Settings = """
        # What one response (or one sale) earns: a fixed amount, or the value model's prediction times your margin.
        # value: {fixed: 20}
        # value: {task: value, margin: 0.3}

        # What a contact costs; or several channels, each with its own cost. A channel that is a value of the click
        # model's field below is weighed by its click rate.
        contact_cost: 0
        # channels:
        #   - {name: email, cost: 0.02}
        #   - {name: phone, cost: 4}
        # channel_field: channel

        # At most one of both. Without either, everybody whose expected return is above zero is on the list.
        # budget: 1000
        # most_contacts: 500

        # Response curves as fed-node allocate reads them: how the budget divides over channels, regions and hours.
        # curves: curves.csv

        # What is not offered (ids of items, names of arms), and a CSV file of customers who are not to be contacted.
        # leave_out: {items: [], offers: []}
        # opt_out: opt-out.csv

        """;

    /// <summary>The text for a node that has models of <paramref name="tasks"/>.</summary>
    public static string Write(IEnumerable<string> tasks)
    {
        var text = new StringBuilder("# What fed-node report strategy goes by. Stays on this machine; paths are relative to this file.\n\n")
            .Append("# Models to use, and the mapping to the table that each reads, where it is not mapping.yaml.\n");
        string[] known = [.. tasks.Where(StrategyTasks.All.Contains)];
        text.Append(known.Length == 0 ? "# None has been released to this node yet.\n# sources:\n#   - {task: uplift, mapping: campaign.yaml}\n" : "sources:\n");
        foreach (var task in known)
            text.Append("  - {task: ").Append(task).Append("}        # or with: job: ID, mapping: FILE\n");
        return text.Append('\n').Append(Settings.ReplaceLineEndings("\n")).ToString();
    }

    /// <summary>Writes the plan to a file that must not exist: a person's own file is never replaced.</summary>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    public static void WriteTo(string path, IEnumerable<string> tasks)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(Write(tasks)));
    }
}
