using System.Globalization;

namespace Federated.ClientNode.Profiles;

/// <summary>Who the customers are, added up as their profiles go by: by segment, and by what they are worth and how likely they are to leave.</summary>
internal sealed class ProfileSummary
{
    /// <summary>Groups from here on are high.</summary>
    public const int HighFrom = 8;

    /// <summary>Groups from here on are in the middle.</summary>
    public const int MiddleFrom = 4;

    /// <summary>Name of those whom no segment was given.</summary>
    public const string NoSegment = "(no segment)";

    private readonly (int Score, int Group)[] _places;
    private readonly int _segment, _category;
    private readonly Dictionary<string, SegmentTally> _segments = new(StringComparer.Ordinal);
    private readonly long[,] _levels = new long[3, 3];

    /// <param name="columns">The table's.</param>
    public ProfileSummary(IReadOnlyList<ProfileColumn> columns)
    {
        int Find(string name) => columns.ToList().FindIndex(column => column.Name == name);
        Rankings = [.. columns.Where(column => column.Kind == ProfileColumnKind.Result && column.Name.EndsWith("_group", StringComparison.Ordinal))
            .Select(column => column.Name[..^"_group".Length]).Where(task => Find($"{task}_score") >= 0)];
        _places = [.. Rankings.Select(task => (Find($"{task}_score"), Find($"{task}_group")))];
        (_segment, _category) = (Find("segment"), Find(BehaviourPart.PreferredCategory));
        Worth = Array.FindIndex([.. Rankings], task => task is "value" or "lifetime");
        Risk = Array.IndexOf([.. Rankings], "churn");
        Everybody = new SegmentTally(Rankings.Count);
    }

    /// <summary>Tasks that rank customers.</summary>
    public IReadOnlyList<string> Rankings { get; }

    /// <summary>Which of them says what customers are worth; −1 for none.</summary>
    public int Worth { get; }

    /// <summary>Which of them says who is about to leave; −1 for none.</summary>
    public int Risk { get; }

    /// <summary>All customers.</summary>
    public SegmentTally Everybody { get; }

    /// <summary>By segment, the largest first; empty when no model gives segments.</summary>
    public IReadOnlyList<(string Name, SegmentTally Tally)> Segments => [.. _segments.OrderByDescending(each => each.Value.Customers).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => (each.Key, each.Value))];

    /// <summary>Customers by what they are worth (0 low, 1 middle, 2 high) and how likely they are to leave.</summary>
    public long Count(int worth, int risk) => _levels[worth, risk];

    /// <summary>Counts each customer on its way.</summary>
    public IEnumerable<(string Id, string?[] Cells)> Watch(IEnumerable<(string Id, string?[] Cells)> rows)
    {
        foreach (var row in rows)
        {
            Add(row.Cells);
            yield return row;
        }
    }

    private void Add(string?[] cells)
    {
        var category = _category < 0 ? null : cells[_category];
        Everybody.Add(category);
        SegmentTally? own = null;
        if (_segment >= 0)
        {
            var name = cells[_segment] ?? NoSegment;
            if (!_segments.TryGetValue(name, out own))
                _segments.Add(name, own = new SegmentTally(Rankings.Count));
            own.Add(category);
        }

        for (var ranking = 0; ranking < _places.Length; ranking++)
        {
            if (cells[_places[ranking].Score] is not { } score || GroupOf(cells, ranking) is not { } group)
                continue;
            var number = double.Parse(score, CultureInfo.InvariantCulture);
            Everybody.Add(ranking, number, group);
            own?.Add(ranking, number, group);
        }

        if (Worth >= 0 && Risk >= 0 && GroupOf(cells, Worth) is { } worth && GroupOf(cells, Risk) is { } risk)
            _levels[Level(worth), Level(risk)]++;
    }

    private int? GroupOf(string?[] cells, int ranking) => cells[_places[ranking].Group] is { } group ? int.Parse(group, CultureInfo.InvariantCulture) : null;

    private static int Level(int group) => group >= HighFrom ? 2 : group >= MiddleFrom ? 1 : 0;
}
