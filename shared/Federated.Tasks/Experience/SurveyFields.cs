using Federated.Computations;
using Federated.Computations.Experience;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Experience;

/// <summary>What the fields of a contract are to a survey: the label is the answer, groups are compared, a date gives periods, numbers and booleans are drivers.</summary>
internal sealed class SurveyFields
{
    private readonly ContractField _answer;
    private readonly ContractField? _date;
    private readonly SurveyPeriods? _periods;
    private readonly SurveyKind _kind;
    private readonly int _topBoxes;
    private readonly int _floor;

    /// <exception cref="ArgumentException">The contract cannot hold such a survey; the message says why.</exception>
    public SurveyFields(JobSpec job)
    {
        _answer = job.Contract.Label!;
        _kind = job.Options.Choice(ExperienceTask.KindKey) == ExperienceTask.Promoters ? SurveyKind.NetPromoters : SurveyKind.Satisfaction;
        _topBoxes = job.Options.WholeNumber(ExperienceTask.TopBoxesKey);
        _floor = job.Options.WholeNumber(ExperienceTask.FloorKey);
        if (job.Options.Names(ExperienceTask.DateKey) is [var name, ..])
        {
            _date = job.Contract.Features.FirstOrDefault(field => field.Name == name && field.Type == FieldType.Date)
                ?? throw new ArgumentException($"'options: {{{ExperienceTask.DateKey}: [{name}]}}' names a field that is not a date and a feature; name one that is.");
            _periods = new SurveyPeriods(_date, job.Options.Choice(ExperienceTask.PeriodKey));
        }

        Drivers = [.. job.Contract.Features.Where(field => field.Type is FieldType.Number or FieldType.WholeNumber or FieldType.Boolean)];
        if (_answer.Type != FieldType.WholeNumber)
            throw new ArgumentException($"The answers in field '{_answer.Name}' are not whole numbers; declare the label as 'type: integer'.");
        Request(null, withDrivers: true);
    }

    /// <summary>Fields that are correlated with the answer.</summary>
    public IReadOnlyList<ContractField> Drivers { get; }

    /// <summary>What is asked, by the groups of one field, or of none.</summary>
    public ExperienceRequest Request(ContractField? group, bool withDrivers) => new(
        _kind, (int)_answer.Minimum, (int)_answer.Maximum, group?.Values ?? [], _periods?.Names ?? [], withDrivers ? Drivers.Select(field => field.Name) : [])
    {
        TopBoxes = _topBoxes,
        Floor = _floor,
    };

    /// <summary>A table's answers.</summary>
    /// <exception cref="ContributionException">The table has no answers.</exception>
    public IEnumerable<SurveyAnswer> Answers(LocalTable table, ContractField? group, bool withDrivers)
    {
        if (!table.HasLabels && table.RowCount > 0)
            throw new ContributionException($"The rows have no answers; map a column to field '{_answer.Name}'.");
        for (int row = 0; row < table.RowCount; row++)
        {
            int place = group is null ? -1 : table.Categories(group.Name)[row];
            int period = _date is null ? -1 : _periods!.IndexOf(table.Numbers(_date.Name)[row]);
            var drivers = new float[withDrivers ? Drivers.Count : 0];
            for (int driver = 0; driver < drivers.Length; driver++)
                drivers[driver] = Scaled(table, Drivers[driver], row);
            yield return new SurveyAnswer((int)table.Labels[row], place, period, drivers);
        }
    }

    private static float Scaled(LocalTable table, ContractField field, int row)
    {
        if (field.IsCategorical)
            return table.Categories(field.Name)[row] switch { < 0 => float.NaN, 0 => -1, _ => 1 };
        double middle = (field.Minimum / 2) + (field.Maximum / 2), half = (field.Maximum / 2) - (field.Minimum / 2);
        return (float)Math.Clamp((table.Numbers(field.Name)[row] - middle) / half, -1, 1);
    }
}
