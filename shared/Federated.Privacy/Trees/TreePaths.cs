namespace Federated.Privacy.Trees;

/// <summary>
/// The largest sums of squares over stretches of steps, by how often a unit takes part in the stretch (k), how many steps lie free before its first
/// (f, counted to <c>apart</c> − 1) and after its last (l, likewise): what two neighbouring stretches must know of each other.
/// </summary>
internal sealed class TreePaths
{
    private const long Impossible = long.MinValue / 4;
    private readonly int _most;
    private readonly int _apart;
    private readonly List<long[,,]> _trees = [];

    public TreePaths(int most, int apart)
    {
        (_most, _apart) = (most, apart);
        long[,,] leaf = Empty();
        leaf[0, Math.Min(1, apart - 1), Math.Min(1, apart - 1)] = 0;
        leaf[1, 0, 0] = 1;
        _trees.Add(leaf);
    }

    /// <summary>Of a complete tree of 2^height steps; its root counts.</summary>
    public long[,,] OfHeight(int height)
    {
        while (_trees.Count <= height)
        {
            long[,,] tree = Join(_trees[^1], _trees[^1]);
            for (int k = 1; k <= _most; k++)
            {
                for (int f = 0; f < _apart; f++)
                {
                    for (int l = 0; l < _apart; l++)
                        tree[k, f, l] += tree[k, f, l] > Impossible / 2 ? (long)k * k : 0;
                }
            }

            _trees.Add(tree);
        }

        return _trees[height];
    }

    /// <summary>Of two stretches, one behind the other.</summary>
    public long[,,] Join(long[,,] left, long[,,] right)
    {
        (int, int, int, long)[] lefts = Possible(left);
        (int, int, int, long)[] rights = Possible(right);
        long[,,] joined = Empty();
        foreach (var (k, f, l, sum) in lefts)
        {
            foreach (var (otherK, otherF, otherL, otherSum) in rights)
            {
                if (k + otherK > _most || (k > 0 && otherK > 0 && l + otherF + 1 < _apart))
                    continue;
                int first = k > 0 ? f : Math.Min(_apart - 1, f + otherF);
                int last = otherK > 0 ? otherL : Math.Min(_apart - 1, l + otherL);
                joined[k + otherK, first, last] = Math.Max(joined[k + otherK, first, last], sum + otherSum);
            }
        }

        return joined;
    }

    /// <summary>The largest sum of all.</summary>
    public long Most(long[,,] sums) => Possible(sums).Max(each => each.Item4);

    private (int K, int F, int L, long Sum)[] Possible(long[,,] sums)
    {
        List<(int, int, int, long)> possible = [];
        for (int k = 0; k <= _most; k++)
        {
            for (int f = 0; f < _apart; f++)
            {
                for (int l = 0; l < _apart; l++)
                {
                    if (sums[k, f, l] >= 0)
                        possible.Add((k, f, l, sums[k, f, l]));
                }
            }
        }

        return [.. possible];
    }

    private long[,,] Empty()
    {
        long[,,] sums = new long[_most + 1, _apart, _apart];
        for (int i = 0; i < sums.Length; i++)
            sums[i / (_apart * _apart), i / _apart % _apart, i % _apart] = Impossible;
        return sums;
    }
}
