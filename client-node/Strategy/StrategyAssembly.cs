using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Federated.ClientNode.Profiles;
using Federated.Tasks.Allocate;
using Federated.Tasks.Reports;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>
/// Joins what the models say of each customer, by the id column inside the node, and chooses whom to contact how. A customer whom one part knows is kept, with what the others do not know
/// said. The joined table lies on disk; what is held are a few numbers a customer, and the list.
/// </summary>
/// <param name="plan">What contacts cost and responses earn.</param>
/// <param name="files">The plan's own sources: the plan first, then what it names.</param>
/// <param name="allocation">The budget over places, by response curves; null without.</param>
internal sealed class StrategyAssembly(StrategyPlan plan, IReadOnlyList<StrategySource> files, (BudgetPlan Plan, StrategySource Source)? allocation)
{
    private readonly SourceMarks _own = files[0].Marks;

    /// <summary>Makes the sheet.</summary>
    /// <param name="inputs">The models, in the order in which customers are to stand.</param>
    /// <param name="table">An empty table.</param>
    /// <param name="optedOut">Ids of customers who are not to be contacted; null when the plan names no file.</param>
    /// <param name="notices">Where a person is told of bad rows.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="Federated.Hosting.CommandLine.CommandException">No model says what a contact changes or how likely a response is.</exception>
    public StrategyFindings Make(IReadOnlyList<StrategyInput> inputs, ProfileTable table, IReadOnlySet<string>? optedOut, TextWriter notices, CancellationToken cancellation)
    {
        var kind = StrategyBasis.KindOf(inputs);
        var reading = new StrategyReading(plan, kind, notices);
        StrategyPart[] parts = [.. inputs.Select(input => reading.Read(input, table, cancellation))];
        var basis = StrategyBasis.Of(plan, parts, kind, _own);
        var rows = new CustomerRows(table);
        ContactChannel[] channels = [.. plan.Channels.Select(channel => Channel(channel, parts))];
        var known = parts.Where(part => part.Customers > 0).Aggregate(basis.EffectPart.Marks, (marks, part) => marks | part.Marks);
        var (prospects, unknown, withheld, segments) = Prospects(basis, rows, optedOut ?? new HashSet<string>(), cancellation);
        var choice = ContactChoice.Best(prospects, channels, plan.Limit);
        var list = Lines(basis, rows, channels, choice, parts, prospects, cancellation);
        var marks = channels.Aggregate(basis.EffectPart.Marks | basis.MeanValue.Sources, (all, channel) => all | channel.Cost.Sources | channel.Factor.Sources);
        return new StrategyFindings
        {
            Basis = basis,
            Parts = parts,
            Files = files,
            Channels = channels,
            Limit = plan.Limit,
            IdHeading = basis.EffectPart.Input.Mapping.ColumnOf(basis.EffectPart.Input.Model.Job.Contract.Id!.Name),
            List = list,
            Customers = new SourcedFigure(prospects.Count, known),
            OptedOut = optedOut is null ? null : new SourcedFigure(withheld, files.First(file => file.Name == OptOutName).Marks | known),
            Unknown = new SourcedFigure(unknown, known),
            Curve = ContactCurve.Of(prospects, channels),
            Bound = new SourcedFigure(choice.Bound, marks),
            ShadowPrice = new SourcedFigure(choice.ShadowPrice, marks),
            Segments = [.. segments.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => (each.Key, new SourcedFigure(each.Value, parts.First(part => part.Task == StrategyTasks.Segments).Marks)))],
            Allocation = allocation,
            BaseRate = basis.BaseRate(),
        };
    }

    /// <summary>What the file of those who are not to be contacted is called among the sources.</summary>
    public const string OptOutName = "your opt-out file";

    // A channel whose click rate is known works by as much better as its rate is above that of all.
    private ContactChannel Channel(PlannedChannel channel, StrategyPart[] parts)
    {
        var cost = new SourcedFigure(channel.Cost, _own);
        if (parts.FirstOrDefault(part => part.Task == StrategyTasks.Click) is not { } click)
            return new ContactChannel(channel.Name, cost, new SourcedFigure(1, _own));
        GroupRate[] rates = [.. click.Rates.Where(rate => rate.Field == plan.ChannelField)];
        var mean = rates.Sum(rate => rate.Rows * rate.Rate.Value) / rates.Sum(rate => rate.Rows);
        return rates.FirstOrDefault(rate => rate.Value == channel.Name) is { } own && mean > 0
            ? new ContactChannel(channel.Name, cost, new SourcedFigure(own.Rate.Value / mean, click.Marks))
            : new ContactChannel(channel.Name, cost, new SourcedFigure(1, _own));
    }

    private static (List<Prospect> Prospects, long Unknown, long Withheld, Dictionary<string, long> Segments) Prospects(StrategyBasis basis, CustomerRows rows, IReadOnlySet<string> optedOut, CancellationToken cancellation)
    {
        List<Prospect> prospects = [];
        long unknown = 0, withheld = 0;
        var segments = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var effect = basis.EffectOf(row.Number);
            var isOut = optedOut.Contains(row.Id.Trim());
            prospects.Add(new Prospect(effect is { } known ? known.Effect.Value * basis.ValueOf(row.Number).Value.Value : double.NaN, !isOut, Draw(row.Id)));
            unknown += effect is null ? 1 : 0;
            withheld += isOut ? 1 : 0;
            if (row.Text(StrategyColumns.Segment) is { Length: > 0 } segment)
                segments[segment] = segments.GetValueOrDefault(segment) + 1;
        }

        return (prospects, unknown, withheld, segments);
    }

    private List<ContactLine> Lines(StrategyBasis basis, CustomerRows rows, ContactChannel[] channels, ContactChoice choice, StrategyPart[] parts, List<Prospect> prospects, CancellationToken cancellation)
    {
        List<ContactLine> list = [];
        var place = 0;
        foreach (var row in rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var channel = choice.ChannelOf[place];
            if (channel != ContactChoice.NotContacted)
                list.Add(Line(basis, row, channel, channels[channel], parts, prospects[place].Tie));
            place++;
        }

        return [.. list.OrderByDescending(line => line.Return.Value).ThenBy(line => line.Tie)];
    }

    private ContactLine Line(StrategyBasis basis, CustomerRow row, int place, ContactChannel channel, StrategyPart[] parts, ulong tie)
    {
        var (effect, hasEffect) = basis.EffectOf(row.Number)!.Value;
        var (value, hasValue) = basis.ValueOf(row.Number);
        var expected = (effect * value * channel.Factor) - channel.Cost;
        var chances = parts.FirstOrDefault(part => StrategyTasks.Chances.Contains(part.Task) && row.Number(StrategyColumns.ChanceOf(part.Task)) is not null);
        var creative = parts.FirstOrDefault(part => part.Task == StrategyTasks.Creative);
        var offer = row.Text(StrategyColumns.Offer);
        var isOffered = offer.Length > 0 && !plan.LeftOutOffers.Contains(offer, StringComparer.Ordinal);
        return new ContactLine(row.Id, place)
        {
            Effect = effect,
            Chance = chances is null ? null : new SourcedFigure(row.Number(StrategyColumns.ChanceOf(chances.Task))!.Value, chances.Marks),
            Value = value,
            Cost = channel.Cost,
            Return = expected,
            Confidence = Confidence(basis.Effect, expected.Number, hasEffect && hasValue),
            Tie = tie,
            Item = row.Text(StrategyColumns.Item),
            ItemName = row.Text(StrategyColumns.ItemName),
            OwnCode = row.Text(StrategyColumns.OwnCode),
            Reason = row.Text(StrategyColumns.Reason),
            Offer = isOffered ? offer : "",
            OfferChance = isOffered && row.Number(StrategyColumns.OfferChance) is { } chance ? new SourcedFigure(chance, creative!.Marks) : null,
            Segment = row.Text(StrategyColumns.Segment),
            Why = row.Text(StrategyColumns.WhyOf(basis.EffectPart.Task)),
            Missing = Missing(basis, row, parts, hasEffect, hasValue),
        };
    }

    private static ContactConfidence Confidence(EffectKind kind, Estimate expected, bool isOwn) => kind == EffectKind.Chance || !(expected.Low > 0)
        ? ContactConfidence.Low
        : kind == EffectKind.Own && isOwn ? ContactConfidence.High : ContactConfidence.Medium;

    private static string Missing(StrategyBasis basis, CustomerRow row, StrategyPart[] parts, bool hasEffect, bool hasValue)
    {
        List<string> missing = [];
        if (basis.Effect == EffectKind.Own && !hasEffect)
            missing.Add("effect (the average is used)");
        if (!hasValue)
            missing.Add("value (the mean is used)");
        foreach (var (task, column) in new[] { (StrategyTasks.Recommend, StrategyColumns.Item), (StrategyTasks.Creative, StrategyColumns.Offer), (StrategyTasks.Segments, StrategyColumns.Segment) })
        {
            if (row.Text(column).Length == 0 && parts.Any(part => part.Task == task && part.Customers > 0))
                missing.Add(column);
        }

        return string.Join("; ", missing);
    }

    // Who returns alike is drawn at random, the same way every time.
    private static ulong Draw(string id) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
