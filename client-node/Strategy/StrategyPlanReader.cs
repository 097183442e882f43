using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>Reads <c>strategy.yaml</c> and names every fault with its line and column.</summary>
internal static class StrategyPlanReader
{
    public const string CodePrefix = "FED-STRATEGY";

    private const int MostChannels = 20, MostLeftOut = 90, PathLength = 1000;

    private static readonly NumberRange Amount = new(0, 1e12);

    /// <param name="text">The YAML.</param>
    /// <param name="documentName">Its name, for messages.</param>
    /// <param name="directory">The folder that relative paths lie in.</param>
    /// <exception cref="DocumentException">With every fault.</exception>
    public static StrategyPlan Read(string text, string documentName, string directory)
    {
        var section = DocumentSection.Read(text, documentName, CodePrefix);
        string? PathOf(DocumentSection at, string key) => at.OptionalText(key, PathLength) is { } written ? Path.GetFullPath(written.Replace("\0", "", StringComparison.Ordinal), directory) : null;
        PlannedSource[] sources = [.. section.Sections("sources", TaskCatalogue.Names.Count).Select(each => Source(each, PathOf))];
        var channels = Channels(section);
        var leaveOut = section.Section("leave_out");
        var plan = new StrategyPlan
        {
            Sources = sources,
            Value = section.Section("value") is { } value ? Value(value) : null,
            Channels = channels,
            ChannelField = section.OptionalText("channel_field") ?? "channel",
            Limit = Limit(section),
            Curves = PathOf(section, "curves"),
            LeftOutItems = leaveOut?.Texts("items", MostLeftOut) ?? [],
            LeftOutOffers = leaveOut?.Texts("offers", MostLeftOut) ?? [],
            OptOut = PathOf(section, "opt_out"),
        };
        leaveOut?.Close();
        if (sources.GroupBy(source => source.Task).FirstOrDefault(group => group.Count() > 1) is { } twice)
            section.Fault("sources", "TWICE", $"the task {twice.Key} stands twice", "name each task once, with the job that is meant");
        if (plan.Curves is not null && plan.Limit.Budget is null)
            section.Fault("curves", "BUDGET", "response curves are given and no budget to divide", "write 'budget:' too, or leave the curves out");
        section.Close();
        section.ThrowIfFaulty();
        return plan;
    }

    private static PlannedSource Source(DocumentSection section, Func<DocumentSection, string, string?> pathOf)
    {
        var task = section.RequiredChoice("task", [.. TaskCatalogue.Names]) ?? "";
        var source = new PlannedSource(task, section.OptionalText("job"), pathOf(section, "mapping"));
        section.Close();
        return source;
    }

    private static PlannedValue Value(DocumentSection section)
    {
        var value = new PlannedValue(
            Optional(section, "fixed", new NumberRange(0, 1e12, MinimumExcluded: true)), section.OptionalChoice("task", StrategyTasks.Values), section.Number("margin", new NumberRange(0, 1, MinimumExcluded: true), 1));
        section.Close();
        if (section.Has("fixed") == section.Has("task"))
            section.Fault(null, "VALUE", "what a response is worth is not said once", "write 'fixed: 20', or 'task: value' with 'margin: 0.3'");
        return value;
    }

    private static PlannedChannel[] Channels(DocumentSection section)
    {
        var cost = section.Number("contact_cost", Amount, 0);
        List<PlannedChannel> channels = [];
        foreach (var each in section.Sections("channels", MostChannels))
        {
            channels.Add(new PlannedChannel(each.RequiredText("name"), each.Number("cost", Amount, cost)));
            each.Close();
        }

        if (channels.GroupBy(channel => channel.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            section.Fault("channels", "TWICE", $"the channel {Shown.Of(twice.Key)} stands twice", "give each channel a name of its own");
        return channels.Count == 0 ? [new PlannedChannel(StrategyPlan.OnlyChannel, cost)] : [.. channels];
    }

    private static ContactLimit Limit(DocumentSection section)
    {
        var budget = Optional(section, "budget", Amount);
        var contacts = section.Has("most_contacts") ? section.WholeNumber("most_contacts", 0, int.MaxValue, 0) : (long?)null;
        if (budget is null || contacts is null)
            return new ContactLimit(budget, contacts);
        section.Fault("most_contacts", "LIMIT", "there are a budget and a largest number of contacts", "keep the one that binds");
        return ContactLimit.None;
    }

    private static double? Optional(DocumentSection section, string key, NumberRange range) => section.Has(key) ? section.Number(key, range, range.Minimum) : null;
}
