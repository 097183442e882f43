using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Forecast;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Allocate;

/// <summary>
/// Response curves of a partner's own rows from a released model: of <c>uplift</c> what contacts change, of <c>click</c> and <c>response</c> what impressions and contacts bring, of <c>forecast</c> what
/// discounts do. Models are taken at their word; a response would partly have come without the contact unless <c>uplift</c> says otherwise.
/// </summary>
public sealed class CurveDraft
{
    /// <summary>Tasks that say what spending returns.</summary>
    public static IReadOnlyList<string> Tasks { get; } = ["click", "forecast", "response", "uplift"];

    private readonly ICurveSource _source;

    private CurveDraft(IReadOnlyList<string> keys, ICurveSource source) => (Keys, _source) = (keys, source);

    /// <summary>Headings of what names a place.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Begins with no rows.</summary>
    /// <param name="job">Of a task of <see cref="Tasks"/>.</param>
    /// <param name="model">Its released model.</param>
    /// <param name="by">Fields whose values name a place; none for one place.</param>
    /// <param name="prices">What a response is worth and a contact costs.</param>
    /// <exception cref="ArgumentException">Another task, or a field that cannot name a place.</exception>
    /// <exception cref="TaskStateException">The model is not one of the job.</exception>
    public static CurveDraft For(JobSpec job, ModelSnapshot model, IReadOnlyList<string> by, CurvePrices prices)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(by);
        if (!Tasks.Contains(job.Task))
            throw new ArgumentException($"A model of {job.Task} does not say what spending returns; one of {string.Join(", ", Tasks)} does.");
        var places = new PlaceFields(job.Contract, by);
        IReadOnlyList<string> keys = by.Count > 0 ? by : ["place"];
        return new CurveDraft(keys, job.Task == "forecast" ? new DiscountCurves(new ForecastContext(job), TaskCatalogue.For(job).Describe(model).Figures, places, prices) : new ContactCurves(places, prices));
    }

    /// <summary>Takes some rows with what the model says of them.</summary>
    /// <exception cref="ArgumentException">The scores are not those of the task.</exception>
    public void Add(LocalTable table, ScoredRows rows) => _source.Add(table, rows);

    /// <summary>The curves of all places.</summary>
    /// <exception cref="ArgumentException">No cost is known of a place.</exception>
    public IEnumerable<CurveRow> Rows() => _source.Rows();
}
