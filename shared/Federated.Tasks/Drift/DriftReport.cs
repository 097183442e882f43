using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Histograms;
using Federated.Computations.Statistics.Survey;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Drift;

/// <summary>
/// How far the rows to be scored have moved from those that the model was trained on, field by field: worked out on the partner's machine, from the joint counts that were released
/// with the model. Missing values, and values that the training hardly saw, have bins of their own.
/// </summary>
/// <param name="TrainingRows">Training rows of all partners.</param>
/// <param name="Rows">Rows now.</param>
/// <param name="Fields">For each feature but texts: numbers and dates first.</param>
public sealed record DriftReport(long TrainingRows, long Rows, IReadOnlyList<FieldDrift> Fields)
{
    private const string Missing = "(missing)", Other = "(other)";

    /// <summary>The worst of the fields; <see cref="DriftVerdict.TooFewRows"/> when nothing can be said of any.</summary>
    public DriftVerdict Verdict => Fields.Select(each => each.Verdict).Where(verdict => verdict != DriftVerdict.TooFewRows).DefaultIfEmpty(DriftVerdict.TooFewRows).Max();

    /// <summary>Holds rows against a released model.</summary>
    /// <param name="job">The model's job.</param>
    /// <param name="state">What it released.</param>
    /// <param name="rows">The rows, read once; labels are not looked at.</param>
    /// <returns>Null when the job's task releases nothing to hold rows against.</returns>
    /// <exception cref="TaskStateException">The snapshot's part about drift is not a finished one of this job.</exception>
    public static DriftReport? Compare(JobSpec job, ModelSnapshot state, ITaskRows rows)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rows);
        if (DriftColumns.Of(job.Contract) is not { } columns || !SnapshotParts.Split(state).TryGetValue(DriftStage.PartName, out ModelSnapshot? part))
            return null;
        return Compare(Read(part, columns.Plan), new ColumnBatches(columns.Summed.Columns, rows.Batches().Select(columns.Summed.BatchOf)));
    }

    private static SurveyState Read(ModelSnapshot part, SurveyPlan plan)
    {
        try
        {
            SurveyState survey = SurveySnapshot.Read(part, plan);
            return new FederatedSurvey().IsDone(survey) ? survey : throw new TaskStateException("The training rows are not all counted yet. Wait until the job is done.");
        }
        catch (ContributionException fault)
        {
            throw new TaskStateException($"The counts of training rows in the snapshot are not this job's: {fault.Message}", fault);
        }
    }

    private static DriftReport Compare(SurveyState training, ColumnBatches rows)
    {
        TableStatistics statistics = ((StatisticsComputed)training.Statistics).Result;
        TableColumns columns = training.Plan.Columns;
        var asked = new List<ColumnSum> { new RowTotal() };
        asked.AddRange(columns.Numeric.Select((_, index) => new BinSums(index, InnerEdges(training.Histograms!.Bins[index]))));
        asked.AddRange(columns.Categories.Select((column, index) => new CategoryCounts(index, column.Values.Length)));
        var answers = new double[asked.Sum(sum => sum.Length)];
        rows.Add(asked, answers);
        long now = (long)answers[0];
        var fields = new List<FieldDrift>();
        int start = 1;
        for (int index = 0; index < columns.Numeric.Length; index++)
        {
            fields.Add(Number(statistics.Numeric[index], statistics.Rows, training.Histograms!.Bins[index], Counts(answers, start, ((BinSums)asked[1 + index]).Cells), now).Compare());
            start += asked[1 + index].Length;
        }

        for (int index = 0; index < columns.Categories.Length; index++)
        {
            fields.Add(Category(statistics.Categories[index], columns.Categories[index], Counts(answers, start, columns.Categories[index].Values.Length), now).Compare());
            start += columns.Categories[index].Values.Length;
        }

        return new DriftReport(statistics.Rows, now, fields);
    }

    private static CellCounts Number(NumericStatistics statistics, long trainingRows, ImmutableArray<HistogramBin> bins, long[] counts, long now)
    {
        // With too few values for a histogram there is a single cell, of all values.
        long[] training = bins.IsEmpty ? [statistics.Count] : [.. bins.Select(bin => bin.Count)];
        string[] words = bins.IsEmpty ? ["(any)"] : [.. bins.Select((bin, index) => Words(bin, index == 0, index == bins.Length - 1))];
        return new CellCounts(statistics.Name, [.. words, Missing], [.. training, trainingRows - statistics.Count], [.. counts, now - counts.Sum()]);
    }

    private static CellCounts Category(CategoryStatistics statistics, CategoryColumn column, long[] counts, long now)
    {
        // A value whose training count is withheld stands with the others, now as then.
        int[] shown = [.. Enumerable.Range(0, counts.Length).Where(value => statistics.Counts[value] is not null)];
        return new CellCounts(
            statistics.Name,
            [.. shown.Select(value => column.Values[value]), Other],
            [.. shown.Select(value => statistics.Counts[value]!.Value), statistics.Other],
            [.. shown.Select(value => counts[value]), now - shown.Sum(value => counts[value])]);
    }

    private static string Words(HistogramBin bin, bool isFirst, bool isLast)
    {
        string lower = bin.Lower.ToString("0.####", CultureInfo.InvariantCulture), upper = bin.Upper.ToString("0.####", CultureInfo.InvariantCulture);
        return isFirst && isLast ? "(any)" : isFirst ? $"below {upper}" : isLast ? $"{lower} and more" : $"{lower} to {upper}";
    }

    private static ImmutableArray<double> InnerEdges(ImmutableArray<HistogramBin> bins) => [.. bins.Skip(1).Select(bin => bin.Lower)];

    private static long[] Counts(double[] answers, int start, int count) => [.. answers.AsSpan(start, count).ToArray().Select(answer => (long)answer)];
}
