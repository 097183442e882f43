using Federated.ClientNode.Data;
using Federated.Tasks.Documents;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>A node's own <c>strategy.yaml</c>: what contacts cost, what responses earn, and what may not be done. It never leaves the node.</summary>
internal sealed record StrategyPlan
{
    /// <summary>Name of the file in a node's directory.</summary>
    public const string FileName = "strategy.yaml";

    /// <summary>The one channel of a plan that names none.</summary>
    public const string OnlyChannel = "contact";

    /// <summary>The path that was read; null when there is no plan and all is at its default.</summary>
    public string? Path { get; init; }

    /// <summary><c>sources:</c> which models to use; empty (default) for the newest of every task that the standard mapping can feed.</summary>
    public IReadOnlyList<PlannedSource> Sources { get; init; } = [];

    /// <summary><c>value:</c> what a response is worth; null (default) for the value model's prediction where there is one, and 1 otherwise.</summary>
    public PlannedValue? Value { get; init; }

    /// <summary><c>channels:</c> 1 to 20 ways to reach customers; by default one that costs <c>contact_cost</c>, or nothing.</summary>
    public IReadOnlyList<PlannedChannel> Channels { get; init; } = [new(OnlyChannel, 0)];

    /// <summary><c>channel_field:</c> the field of the click model whose values channels are. Default channel.</summary>
    public string ChannelField { get; init; } = "channel";

    /// <summary><c>budget:</c> or <c>most_contacts:</c>; neither by default.</summary>
    public ContactLimit Limit { get; init; } = ContactLimit.None;

    /// <summary><c>curves:</c> path of the response curves that <c>allocate</c> reads; null for none. Needs a budget.</summary>
    public string? Curves { get; init; }

    /// <summary><c>leave_out: {items: […]}</c>: ids of items that are not recommended.</summary>
    public IReadOnlyList<string> LeftOutItems { get; init; } = [];

    /// <summary><c>leave_out: {offers: […]}</c>: arms that are not offered.</summary>
    public IReadOnlyList<string> LeftOutOffers { get; init; } = [];

    /// <summary><c>opt_out:</c> path of a CSV file with a heading, whose first column has the ids of customers who are not to be contacted; null for none.</summary>
    public string? OptOut { get; init; }

    /// <summary>Reads a plan from its file.</summary>
    /// <exception cref="DocumentException">The file cannot be read, or with every fault in it (codes <c>FED-STRATEGY-…</c>).</exception>
    public static StrategyPlan Load(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        try
        {
            using var stream = File.OpenRead(path);
            return StrategyPlanReader.Read(DocumentText.Read(stream, name, StrategyPlanReader.CodePrefix), name, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!) with { Path = path };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(name, [new DocumentFault("FED-STRATEGY-FILE", default, $"the plan cannot be read: {FileWords.Of(fault)}", "write a commented one with: fed-node report strategy --init")]);
        }
    }
}
