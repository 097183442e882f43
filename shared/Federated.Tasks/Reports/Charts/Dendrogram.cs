using static Federated.Tasks.Reports.Charts.SvgDrawing;

namespace Federated.Tasks.Reports.Charts;

/// <summary>How segments join into larger ones: what joins further left is more alike.</summary>
public sealed class Dendrogram : Chart
{
    private const double RowHeight = 26;

    private readonly IReadOnlyList<string> _leaves;
    private readonly IReadOnlyList<DendrogramMerge> _merges;
    private readonly Axis _axis;

    /// <param name="title">What it shows.</param>
    /// <param name="finding">What one sees in it.</param>
    /// <param name="axis">What the distance is.</param>
    /// <param name="leaves">Names of the segments.</param>
    /// <param name="merges">In the order in which they happened; one fewer than the leaves, or fewer when it stops before one group is left.</param>
    /// <exception cref="ArgumentException">A merge names a group that is not there or is part of another already.</exception>
    public Dendrogram(string title, string finding, Axis axis, IReadOnlyList<string> leaves, IReadOnlyList<DendrogramMerge> merges)
        : base(title, finding)
    {
        var taken = new HashSet<int>();
        for (var index = 0; index < merges.Count; index++)
        {
            foreach (var part in new[] { merges[index].Left, merges[index].Right })
            {
                if (part < 0 || part >= leaves.Count + index || !taken.Add(part))
                    throw new ArgumentException($"Merge {index} of '{title}' joins group {part}, which is not there to be joined.", nameof(merges));
            }
        }

        (_axis, _leaves, _merges) = (axis, leaves, merges);
    }

    /// <inheritdoc/>
    public override string Kind => "dendrogram";

    /// <inheritdoc/>
    public override ReportTable Table => new(
        Title,
        [new ReportColumn("first group"), new ReportColumn("second group"), new ReportColumn(_axis.Title, _axis.Format)],
        [.. _merges.Select(merge => (IReadOnlyList<ReportCell>)[ReportCell.Of(Name(merge.Left)), ReportCell.Of(Name(merge.Right)), ReportCell.Of(merge.Height)])]);

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var order = Enumerable.Range(0, _leaves.Count + _merges.Count).Except(_merges.SelectMany(merge => new[] { merge.Left, merge.Right })).SelectMany(Leaves).ToArray();
        var names = Math.Min(_leaves.Select(TextWidth.Of).DefaultIfEmpty(0).Max(), width * 0.45);
        double left = names + 12, right = width - 14, bottom = (RowHeight * order.Length) + 4;
        var ticks = _axis.AcrossTicks([0, .. _merges.Select(merge => merge.Height)], right - left);
        double X(double height) => left + (height / ticks.High * (right - left));
        foreach (var tick in ticks.Values)
        {
            var label = _axis.Label(tick, ticks);
            svg.Line(X(tick), 0, X(tick), bottom, tick == 0 ? "z" : "g");
            svg.Text(Math.Min(X(tick), width - (TextWidth.Of(label) / 2)), bottom + 17, label, TextAnchor.Middle);
        }

        var at = new (double X, double Y)[_leaves.Count + _merges.Count];
        for (var row = 0; row < order.Length; row++)
        {
            at[order[row]] = (X(0), (row + 0.5) * RowHeight);
            svg.Text(names, at[order[row]].Y + 4.5, TextWidth.Fit(_leaves[order[row]], names), TextAnchor.End, "n");
        }

        for (var index = 0; index < _merges.Count; index++)
            at[_leaves.Count + index] = Join(svg, at[_merges[index].Left], at[_merges[index].Right], X(_merges[index].Height), _merges[index].Height);
        svg.AxisTitle(right, bottom + 35, _axis.Title);
        svg.Height = bottom + 40;
        return svg;
    }

    private (double X, double Y) Join(SvgDrawing svg, (double X, double Y) first, (double X, double Y) second, double x, double height)
    {
        svg.Path($"M{N(first.X)} {N(first.Y)}H{N(x)}V{N(second.Y)}H{N(second.X)}", "tree", FigureText.Of(height, _axis.Format));
        return (x, (first.Y + second.Y) / 2);
    }

    private IEnumerable<int> Leaves(int group) =>
        group < _leaves.Count ? [group] : Leaves(_merges[group - _leaves.Count].Left).Concat(Leaves(_merges[group - _leaves.Count].Right));

    private string Name(int group) => group < _leaves.Count ? _leaves[group] : string.Join(" + ", Leaves(group).Select(leaf => _leaves[leaf]));
}
