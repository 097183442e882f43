using Federated.Computations.KMeans;
using Federated.Learning.Clustering;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>
/// The centres that a partner's customers are assigned to. As a snapshot the part <c>model</c> (<see cref="KMeansModel"/>) and, of segments of its own, <c>profile</c>
/// (<see cref="ProfileSnapshot"/>).
/// </summary>
/// <param name="Centres">The centres; unless the partner has segments of its own, each is that of the joint segment of the same place, as it is or moved.</param>
/// <param name="Own">What the partner's own segments are like; null when they are the joint ones.</param>
internal sealed record SegmentModel(KMeansModel Centres, ClusterProfile? Own = null)
{
    private const string ModelPart = "model", ProfilePart = "profile";

    public ModelSnapshot Write(ClusterQualityOptions options)
    {
        var parts = new Dictionary<string, ModelSnapshot> { [ModelPart] = Centres.ToSnapshot() };
        if (Own is not null)
            parts[ProfilePart] = ProfileSnapshot.Write(new ProfileComputed(options, Own));
        return SnapshotParts.Join(parts, new Dictionary<string, string>());
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="snapshot">From a node's memory.</param>
    /// <param name="options">The job's columns and bounds.</param>
    /// <param name="clusters">The job's number of segments.</param>
    /// <param name="isOwn">Whether the partner's segments are its own.</param>
    /// <exception cref="TaskStateException">A part is missing, or of another job.</exception>
    public static SegmentModel Read(ModelSnapshot snapshot, ClusterQualityOptions options, int clusters, bool isOwn)
    {
        var parts = SnapshotParts.Split(snapshot);
        if (!parts.TryGetValue(ModelPart, out ModelSnapshot? model) || parts.ContainsKey(ProfilePart) != isOwn)
            throw Damaged();
        KMeansModel centres = KMeansModel.FromSnapshot(model);
        if (centres.Clusters != clusters || centres.Columns != options.Columns)
            throw Damaged();
        if (!isOwn)
            return new SegmentModel(centres);
        return ProfileSnapshot.Read(parts[ProfilePart], new ProfileRequested(options, centres, floor: 1)) is ProfileComputed computed ? new SegmentModel(centres, computed.Result) : throw Damaged();
    }

    private static TaskStateException Damaged() => new("This partner's own segments are not those of this job. Take part in the job again.");
}
