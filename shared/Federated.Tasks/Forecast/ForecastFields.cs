using System.Collections.Immutable;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Forecast;

/// <summary>Which field is what: the period, what names a series, and what is known beforehand.</summary>
internal sealed class ForecastFields
{
    public const string PeriodKey = "period", SeriesKey = "series", PriceKey = "price", PriceByKey = "price_by", StepKey = "step";

    private readonly bool _hasId;

    public ForecastFields(JobSpec job)
    {
        DataContract contract = job.Contract;
        Period = new PeriodField(PeriodOf(job), Enum.Parse<PeriodStep>(job.Options.Choice(StepKey), ignoreCase: true));
        IReadOnlyList<string> named = job.Options.Names(SeriesKey);
        if (named.FirstOrDefault(name => name != contract.Id?.Name && contract.Columns.FirstOrDefault(field => field.Name == name) is not { IsCategorical: true }) is { } odd)
            throw new ArgumentException($"'{odd}' cannot name a series: it is neither a category nor the id. Name others under 'options: {{{SeriesKey}: [field]}}'.", nameof(job));
        _hasId = contract.Id is { } id && (named.Count == 0 || named.Contains(id.Name));
        Series = [.. contract.Columns.Where(field => field.IsCategorical && (named.Count == 0 ? field.Type == FieldType.Category : named.Contains(field.Name)))];
        string? price = job.Options.Names(PriceKey) is [var written, ..] ? written : contract.Features.FirstOrDefault(field => field.Name == PriceKey)?.Name;
        Regressors = [.. contract.Features.Where(field => field.Name != Period.Name && !field.IsText && !Series.Contains(field)).SelectMany(field => Regressor.Of(field, field.Name == price))];
        if (price is not null && !Regressors.Any(regressor => regressor.IsPrice))
            throw new ArgumentException($"Field '{price}' is to be a price, but is no number among the features of the contract.", nameof(job));
        Price = Array.FindIndex([.. Regressors], regressor => regressor.IsPrice);
        PriceBy = job.Options.Names(PriceByKey) is [var by, ..]
            ? Array.FindIndex([.. Series], field => field.Name == by) is >= 0 and var index ? index : throw new ArgumentException($"Elasticities are wanted by '{by}', which is no category that names a series.", nameof(job))
            : -1;
    }

    public PeriodField Period { get; }

    /// <summary>The categories that name a series, besides the id.</summary>
    public ImmutableArray<ContractField> Series { get; }

    public ImmutableArray<Regressor> Regressors { get; }

    /// <summary>Index of the category by whose values prices count; −1 for all alike.</summary>
    public int PriceBy { get; }

    /// <summary>Values by which prices count; 0 for all alike.</summary>
    public int PricedValues => PriceBy < 0 ? 0 : Series[PriceBy].Values.Count;

    /// <summary>Index of the price among the regressors; −1 without one.</summary>
    public int Price { get; }

    /// <summary>What names the series of a row: the hash of its id and its categories, −1 for a value that is not declared.</summary>
    public SeriesName NameOf(LocalTable table, int row) =>
        new(_hasId ? table.SplitKeys[row] : 0, [.. Series.Select(field => table.Categories(field.Name)[row])]);

    /// <summary>A series in words; the id is not among them.</summary>
    public string Words(SeriesName name) => Series.IsEmpty ? "all" : string.Join(", ", Series.Select((field, index) => name.Codes[index] < 0 ? $"other {field.Name}" : field.Values[name.Codes[index]]));

    private static ContractField PeriodOf(JobSpec job)
    {
        string? name = job.Options.Names(PeriodKey) is [var written, ..] ? written
            : job.Contract.Features.FirstOrDefault(field => field.Name == PeriodKey)?.Name ?? job.Contract.Features.FirstOrDefault(field => field.Type == FieldType.Date)?.Name;
        return job.Contract.Features.FirstOrDefault(field => field.Name == name && (field.Type is FieldType.Date or FieldType.WholeNumber))
            ?? throw new ArgumentException($"Task {job.Task} reads the period from a date or an integer '{name ?? PeriodKey}', and the contract has none. Add it, or name another under 'options: {{{PeriodKey}: [field]}}'.", nameof(job));
    }
}
