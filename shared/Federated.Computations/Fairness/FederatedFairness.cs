using System.Collections.Immutable;

namespace Federated.Computations.Fairness;

/// <summary>
/// Whether a model treats groups of customers alike, on the held-out rows of all nodes and in one round of sums: by each declared attribute the selection rate
/// (demographic parity), true and false positive rates (equalised odds; Hardt, Price and Srebro 2016), and calibration. Counts come back exact; mean scores are off
/// by less than 1e-7 of a row a node.
/// <para>
/// Groups of fewer customers than the floor are merged into the others, and so is the smallest other group when the merged ones would still be too few. A
/// true or false positive rate is withheld when its group has fewer positives or negatives than the floor, and with it as many others as are needed that the
/// joint rates do not tell it. What is published holds nothing else.
/// </para>
/// </summary>
public sealed class FederatedFairness : IComputation<FairnessState, IGroupScoreSums>
{
    /// <summary>Most rows of one node: 2²⁴.</summary>
    public const int MaximumRows = 1 << 24;

    private const int Bits = 48;

    /// <inheritdoc/>
    public ContributionSpec Specify(FairnessState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(state.Request.Length, MaximumRows, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(FairnessState state, IGroupScoreSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(state.Request, into.Values);
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public FairnessState Apply(FairnessState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The groups are compared already; no round is left.");
        sum.RequireFit(Specify(state));
        FairnessRequest request = state.Request;
        var results = ImmutableArray.CreateBuilder<AttributeFairness>(request.Attributes.Length);
        (long, long, long, long)? first = null;
        for (int attribute = 0; attribute < request.Attributes.Length; attribute++)
        {
            GroupOutcome[] groups = Read(request, attribute, sum);
            GroupOutcome all = groups.Aggregate(GroupOutcome.Sum);
            var totals = (all.Rows, all.Positives, all.Selected, all.TruePositives!.Value);
            if (totals != (first ??= totals))
                throw new ContributionException($"The customers by '{request.Attributes[attribute].Name}' are not those by '{request.Attributes[0].Name}'; a node contributed something else.");
            results.Add(AttributeFairness.Of(groups, request.Floor));
        }

        return state with { Result = results.MoveToImmutable() };
    }

    /// <inheritdoc/>
    public bool IsDone(FairnessState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }

    private static GroupOutcome[] Read(FairnessRequest request, int attribute, SecureSum sum)
    {
        long most = (long)sum.Contributors * MaximumRows;
        var groups = new GroupOutcome[request.Attributes[attribute].Slots];
        for (int group = 0; group < groups.Length; group++)
        {
            int start = request.StartOf(attribute) + (group * FairnessRequest.Figures);
            long rows = SummedCount.Of(sum.Values, start, most);
            long positives = SummedCount.Of(sum.Values, start + 1, rows), selected = SummedCount.Of(sum.Values, start + 2, rows);
            long found = SummedCount.Of(sum.Values, start + 3, Math.Min(positives, selected));
            double scores = sum.Values[start + 4], gap = sum.Values[start + 5];
            if (selected - found > rows - positives || !IsBetween(scores, rows) || !IsBetween(gap, rows))
                throw new ContributionException($"The figures of group {group} of '{request.Attributes[attribute].Name}' are not those of {rows} customers; a node contributed something else.");
            groups[group] = new GroupOutcome(rows, positives, selected, found, Math.Clamp(scores, 0, rows), Math.Clamp(gap, 0, rows));
        }

        return groups;
    }

    // Rounding to integers may leave a sum a hair outside.
    private static bool IsBetween(double value, long most) => value >= -1e-3 && value <= most + 1e-3;
}
