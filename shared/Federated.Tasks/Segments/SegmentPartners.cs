using System.Collections.Immutable;
using Federated.Computations.KMeans;
using Federated.Computations.Personalisation;
using Federated.Computations.Statistics;
using Federated.Computations.Worth;
using Federated.Learning.Clustering;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Segments;

/// <summary>
/// A partner's own segments, as many as the joint ones: k-means of its customers alone, and the joint centres pulled towards its customers. The latter minimise
/// Σ‖x − v‖² + λ·Σ‖v − θ‖², θ being the joint centres, by Lloyd's steps with λ rows more on each joint centre: they stay the joint segments, by name and place.
/// All are judged by the squared distance of a customer to the nearest centre.
/// </summary>
internal sealed class SegmentPartners(FeatureStages features, SeparationStage separation) : IPartnerModels<SegmentModel>
{
    private const int Restarts = 8;
    private const int MostSteps = 100;

    public ImmutableArray<WorthMeasure> Measures(TaskState state) =>
        [WorthMeasure.UpTo(WorthMetric.SquaredDistance, 4 * SegmentRows.Bound * SegmentRows.Bound * features.Plan(state).Width)];

    public SegmentModel Joint(TaskState state) => new(separation.Chosen(state).Clusters.Model);

    public SegmentModel Read(TaskState state, OwnModel own)
    {
        KMeansModel joint = Joint(state).Centres;
        return SegmentModel.Read(own.Own!, Options(joint.Columns), joint.Clusters, own.Kind == PersonalKind.Local);
    }

    public (IReadOnlyList<OwnModel> Models, bool MayBeChosen) Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        KMeansModel joint = Joint(state).Centres;
        if (training.RowCount < joint.Clusters)
            return ([], false);
        FeaturePlan plan = features.Plan(state);
        float[] rows = SegmentRows.Encode(plan, training);
        ClusterQualityOptions options = Options(joint.Columns);
        KMeansModel alone = KMeans.Fit(rows, joint.Columns, new KMeansOptions { Clusters = joint.Clusters, Restarts = Restarts }, new SeededGenerator(seed)).Model;
        var profile = (ProfileComputed)OwnRows.Alone<ProfileState, IClusterSums>(new FederatedProfile(), new ProfileRequested(options, alone, floor: 1), new ClusterBatches(joint.Columns, [rows]));
        var local = new OwnModel(PersonalKind.Local, 0, new SegmentModel(alone, profile.Result).Write(options));
        if (validation.RowCount == 0)
            return ([local], false);
        SegmentModel pulled = PenaltyChoice.Grid.OrderDescending().Select(penalty => new SegmentModel(Pull(joint, rows, penalty))).MinBy(model => Losses(state, model, validation).Sum())!;
        return ([local, new OwnModel(PersonalKind.Ditto, 0, pulled.Write(options))], true);
    }

    public double[] Losses(TaskState state, SegmentModel model, LocalTable rows)
    {
        float[] places = SegmentRows.Encode(features.Plan(state), rows);
        int columns = model.Centres.Columns;
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => Math.Pow(NearestSegment.Of(model.Centres, places.AsSpan(row * columns, columns)).Distance, 2))];
    }

    public (int Rows, Func<WorthMetric, RowStatistic> Statistics) Measure(TaskState state, SegmentModel model, WorthModel which, LocalTable test)
    {
        RowStatistic distance = RowMean.Of(Losses(state, model, test));
        return (test.RowCount, _ => distance);
    }

    private static ClusterQualityOptions Options(int columns) => new(columns, ColumnBatch.MaximumRows, SegmentRows.Bound);

    private static KMeansModel Pull(KMeansModel joint, float[] rows, double penalty)
    {
        KMeansModel pulled = joint;
        for (int step = 0; step < MostSteps; step++)
        {
            var statistics = new KMeansStatistics(pulled);
            statistics.Add(rows);
            var centres = new float[joint.Centres.Length];
            for (int cluster = 0; cluster < joint.Clusters; cluster++)
            {
                ReadOnlySpan<double> sums = statistics.SumOf(cluster);
                for (int column = 0; column < joint.Columns; column++)
                {
                    int index = (cluster * joint.Columns) + column;
                    centres[index] = (float)((sums[column] + (penalty * joint.Centres[index])) / (statistics.CountOf(cluster) + penalty));
                }
            }

            if (centres.AsSpan().SequenceEqual(pulled.Centres.AsSpan()))
                break;
            pulled = new KMeansModel([.. centres], joint.Clusters);
        }

        return pulled;
    }
}
