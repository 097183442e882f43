using System.Globalization;
using Federated.Tasks.Drift;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Scoring;

/// <summary>Whether the rows to be scored still look like those that the model learnt from.</summary>
internal static class DriftCheck
{
    /// <summary>Holds rows against a model's training rows.</summary>
    /// <returns>Null when the model says nothing of its training rows.</returns>
    public static DriftReport? Of(SavedModel model, ITaskRows rows) => DriftReport.Compare(model.Job, model.Snapshot, rows);

    /// <summary>The fields that have moved so far that scores should not be used before someone has looked; the furthest first.</summary>
    public static IReadOnlyList<Tasks.Drift.FieldDrift> Severe(DriftReport? report) =>
        [.. (report?.Fields ?? []).Where(field => field.Verdict == DriftVerdict.Strong && field.StabilityIndex > DriftSection.Severe).OrderByDescending(field => field.StabilityIndex)];

    /// <summary>A warning for a person: which bins moved, in the field's own words.</summary>
    public static string Warning(Tasks.Drift.FieldDrift field)
    {
        var most = field.Bins.MaxBy(bin => Math.Abs(bin.Share - bin.TrainingShare));
        var how = most is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; '{most.Words}' had {100 * most.TrainingShare:0.0} % then and has {100 * most.Share:0.0} % now");
        return string.Create(CultureInfo.InvariantCulture, $"– FED-SCORE-DRIFT  {field.Field} has changed a lot since training (stability index {field.StabilityIndex:0.00}{how}). Check the column and the mapping before you use the scores.");
    }

    /// <summary>For a report's section.</summary>
    public static IReadOnlyList<Tasks.Reports.Sections.FieldDrift> Figures(DriftReport report) =>
        [.. report.Fields.Where(field => field.Verdict != DriftVerdict.TooFewRows).Select(field => new Tasks.Reports.Sections.FieldDrift(
            field.Field, field.StabilityIndex, Share(field, "(missing)", bin => bin.TrainingShare), Share(field, "(missing)", bin => bin.Share), Share(field, "(other)", bin => bin.Share)))];

    // A category counts what is missing with the other values that it does not declare.
    private static double Share(Tasks.Drift.FieldDrift field, string words, Func<DriftBin, double> share) => field.Bins.Where(bin => bin.Words == words).Select(share).DefaultIfEmpty(double.NaN).First();
}
