using System.Collections.Immutable;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Allocate;

/// <summary>
/// Curves of contacts: each costs the same and brings what its score says, so with those that bring most first the curve is concave. Of a channel that cannot choose, every contact brings the mean.
/// Contacts that bring nothing or do harm are left out when one can choose.
/// </summary>
internal sealed class ContactCurves(PlaceFields fields, CurvePrices prices) : ICurveSource
{
    private const int Points = 20;

    private readonly Dictionary<string, (ImmutableArray<string> Place, List<float> Gains)> _places = new(StringComparer.Ordinal);

    public void Add(LocalTable table, ScoredRows rows)
    {
        IReadOnlyList<double> scores = rows.Columns[0].Numbers ?? throw new ArgumentException("The scores are words.");
        ImmutableArray<string>[] places = fields.Of(table);
        for (int row = 0; row < places.Length; row++)
        {
            if (double.IsNaN(scores[row]))
                continue;
            string name = string.Join('\n', places[row]);
            if (!_places.TryGetValue(name, out (ImmutableArray<string> Place, List<float> Gains) known))
                _places.Add(name, known = (places[row], []));
            known.Gains.Add((float)(scores[row] * prices.Value));
        }
    }

    public IEnumerable<CurveRow> Rows() => _places.OrderBy(place => place.Key, StringComparer.Ordinal).SelectMany(place => Curve(place.Value.Place, place.Value.Gains, prices.At(place.Value.Place)));

    private IEnumerable<CurveRow> Curve(ImmutableArray<string> place, List<float> gains, double cost)
    {
        yield return new CurveRow(place, 0, 0);
        if (!prices.CanChoose)
        {
            yield return new CurveRow(place, gains.Count * cost, gains.Sum(gain => (double)gain));
            yield break;
        }

        float[] best = [.. gains.Where(gain => gain > 0).OrderDescending()];
        double sum = 0;
        int taken = 0;
        for (int point = 1; point <= Points; point++)
        {
            int until = (int)((long)best.Length * point / Points);
            if (until == taken)
                continue;
            for (; taken < until; taken++)
                sum += best[taken];
            yield return new CurveRow(place, taken * cost, sum);
        }
    }
}
