using System.Collections.Immutable;
using Federated.Tasks.Allocate;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>What a sheet says.</summary>
internal sealed record StrategyFindings
{
    /// <summary>What the expected return is made of.</summary>
    public required StrategyBasis Basis { get; init; }

    /// <summary>What each model gave.</summary>
    public required IReadOnlyList<StrategyPart> Parts { get; init; }

    /// <summary>The plan and the files of the partner's own.</summary>
    public required IReadOnlyList<StrategySource> Files { get; init; }

    /// <summary>The ways to reach customers.</summary>
    public required IReadOnlyList<ContactChannel> Channels { get; init; }

    /// <summary>How much may be done.</summary>
    public required ContactLimit Limit { get; init; }

    /// <summary>Heading of the ids.</summary>
    public required string IdHeading { get; init; }

    /// <summary>The list, the highest expected return first.</summary>
    public required IReadOnlyList<ContactLine> List { get; init; }

    /// <summary>Customers whom any part knows.</summary>
    public required SourcedFigure Customers { get; init; }

    /// <summary>Those who are not to be contacted; null when the plan names no file.</summary>
    public required SourcedFigure? OptedOut { get; init; }

    /// <summary>Those of whom no effect and no chance is known.</summary>
    public required SourcedFigure Unknown { get; init; }

    /// <summary>Return by number of contacts.</summary>
    public required ImmutableArray<LinePoint> Curve { get; init; }

    /// <summary>No choice returns more.</summary>
    public required SourcedFigure Bound { get; init; }

    /// <summary>What the next unit of the limit would return.</summary>
    public required SourcedFigure ShadowPrice { get; init; }

    /// <summary>Segments with their customers.</summary>
    public required IReadOnlyList<(string Name, SourcedFigure Customers)> Segments { get; init; }

    /// <summary>The budget over places, by the response curves of the plan; null without.</summary>
    public required (BudgetPlan Plan, StrategySource Source)? Allocation { get; init; }

    /// <summary>Share who respond without a contact; null when it is not known.</summary>
    public required SourcedFigure? BaseRate { get; init; }

    /// <summary>All sources, by mark.</summary>
    public IReadOnlyList<StrategySource> Sources => [.. Files.Concat(Parts.Select(part => part.Source)).OrderBy(source => source.Mark)];

    /// <summary>All that an expected return rests on.</summary>
    public SourceMarks ReturnMarks => Channels.Aggregate(Basis.EffectPart.Marks | Basis.MeanValue.Sources, (marks, channel) => marks | channel.Cost.Sources | channel.Factor.Sources);

    /// <summary>Expected return of the whole list; 0 of nobody.</summary>
    public SourcedFigure Return => Total(List, line => line.Return);

    /// <summary>What the contacts cost.</summary>
    public SourcedFigure Cost => Total(List, line => line.Cost);

    /// <summary>Customers of the list.</summary>
    public SourcedFigure Contacts => new(List.Count, ReturnMarks);

    /// <summary>The sum over some customers.</summary>
    public SourcedFigure Total(IEnumerable<ContactLine> lines, Func<ContactLine, SourcedFigure> part) => lines.Select(part).Aggregate((SourcedFigure?)null, (sum, each) => sum is { } known ? known + each : each) ?? new SourcedFigure(0, ReturnMarks);

    /// <summary>What is known and what not, for the tests to make next.</summary>
    public StrategyEvidence Evidence()
    {
        var cheapest = Channels.MinBy(channel => channel.Cost.Value)!;
        return new StrategyEvidence
        {
            Effect = Basis.Effect,
            BaseRate = BaseRate,
            BreakEven = Basis.IsShare && cheapest.Cost.Value > 0 && Basis.MeanValue.Value * cheapest.Factor.Value > 0 ? cheapest.Cost / (Basis.MeanValue * cheapest.Factor) : null,
            AverageEffect = Basis.IsShare ? Basis.AverageEffect : null,
            Return = List.Count == 0 ? null : Return,
            Contacts = Contacts,
            Offers = [.. Parts.Where(part => part.Task == StrategyTasks.Creative).SelectMany(part => part.Rates.Select(rate => (rate.Value, new SourcedFigure(rate.Rate, part.Marks))))],
            Segments = [.. Segments.Select(segment => (segment.Name, segment.Customers, new SourcedFigure(List.Count(line => line.Segment == segment.Name), segment.Customers.Sources | ReturnMarks)))],
            OwnIsBetter = [.. Parts.Where(part => part.UsesOwnModel).Select(part => part.Source)],
            Drifted = [.. Parts.SelectMany(part => part.Drifted.Select(field => (field.Field, new SourcedFigure(field.Index, part.Marks), part.Source)))],
        };
    }
}
