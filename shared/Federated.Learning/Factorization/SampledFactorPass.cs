using System.Collections.Immutable;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;

namespace Federated.Learning.Factorization;

/// <summary>
/// The work of one place in learning <see cref="SampledFactors"/>. Customer by customer a taste is found, with the items fixed, from a part of the history; the
/// rest of it, with the items drawn for it, then gives each item's gradient with the tastes fixed (Singhal et al. 2021, "Federated reconstruction": support
/// and query sets). Items so learn to serve tastes that have not seen them, and no taste has to be kept from round to round. What is drawn for a customer hangs on the customer's key and the round alone, so that the gradient of all customers
/// is the sum of any parts' gradients, however customers are spread over places. Buffers are made once; a round allocates nothing. Customers are shared
/// among threads in the first step and items in the second, with results that do not depend on their number.
/// </summary>
public sealed class SampledFactorPass
{
    private const int CustomersOfStrip = 64, ItemParts = 16, SamplesOfBlock = 1 << 18;
    private const int Tries = 32;
    private readonly ItemHistories _histories;
    private readonly ImmutableArray<ulong> _keys;
    private readonly SampledFactorOptions _options;
    private readonly float[] _tastes;
    private readonly int[] _blocks;
    private readonly int[] _starts;
    private readonly int[] _items;
    private readonly float[] _slopes;
    private readonly double[] _losses;
    private readonly ExampleStrips[] _strips;
    private readonly ExampleStrips _itemParts;
    private readonly float[] _centre;
    private float[] _factors = [];
    private float[] _biases = [];
    private double[] _gradient = [];
    private double[] _counts = [];
    private ulong _round;
    private int _block;
    private bool _holdsOut;

    /// <summary>Makes room.</summary>
    /// <param name="histories">What customers had.</param>
    /// <param name="keys">One a customer, unlike any other's: decides what is drawn.</param>
    /// <param name="options">Checked.</param>
    /// <exception cref="ArgumentException">An option is out of range, or there is not one key a customer.</exception>
    public SampledFactorPass(ItemHistories histories, ImmutableArray<ulong> keys, SampledFactorOptions options)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (keys.Length != histories.Customers)
            throw new ArgumentException($"{keys.Length} keys were given for {histories.Customers} customers.", nameof(keys));
        (_histories, _keys, _options) = (histories, keys, options);
        _tastes = new float[checked(histories.Customers * options.Rank)];
        _centre = new float[options.Rank];
        _losses = new double[histories.Customers];
        _starts = new int[histories.Customers + 1];
        _blocks = Cut(out int most);
        _items = new int[most];
        _slopes = new float[most];
        _strips = [.. Enumerable.Range(0, _blocks.Length - 1).Select(block => new ExampleStrips(_blocks[block + 1] - _blocks[block], CustomersOfStrip, FindStrip))];
        _itemParts = new ExampleStrips(ItemParts, 1, AddItems);
    }

    private int GroupSize => 1 + _options.Negatives;

    /// <summary>A customer's taste, as of the last call.</summary>
    public ReadOnlySpan<float> Taste(int customer) => _tastes.AsSpan(customer * _options.Rank, _options.Rank);

    /// <summary>Finds tastes from whole histories.</summary>
    /// <param name="items">The items, held fixed.</param>
    /// <param name="centre">c, one a factor.</param>
    /// <param name="round">Of the draw.</param>
    /// <param name="workers">Threads; the calling one alone when left out.</param>
    /// <returns>Mean loss of a sample after it, in nats; NaN without samples.</returns>
    public double Find(SampledFactors items, ReadOnlySpan<float> centre, ulong round, Workers? workers = null) => Run(items, centre, round, null, null, workers);

    /// <summary>Finds tastes from a part of each history, and adds the gradient of the rest by the items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="centre">c, one a factor.</param>
    /// <param name="round">Of the draw.</param>
    /// <param name="gradient">Added to: for each item the derivatives by its factors, and that by its bias last; items × (rank + 1).</param>
    /// <param name="counts">Added to: samples of each item.</param>
    /// <param name="workers">Threads; the calling one alone when left out.</param>
    /// <returns>Mean loss of a sample that was held out, in nats; NaN without samples.</returns>
    public double Add(SampledFactors items, ReadOnlySpan<float> centre, ulong round, double[] gradient, double[] counts, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Length != items.Items || gradient.Length != items.Items * (items.Rank + 1))
            throw new ArgumentException($"There is room for {gradient.Length} derivatives and {counts.Length} counts of {items.Items} items of {items.Rank} factors.", nameof(gradient));
        return Run(items, centre, round, gradient, counts, workers);
    }

    private double Run(SampledFactors items, ReadOnlySpan<float> centre, ulong round, double[]? gradient, double[]? counts, Workers? workers)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Items != _histories.Items || items.Rank != _options.Rank || centre.Length != _options.Rank)
            throw new ArgumentException($"{items.Items} items of {items.Rank} factors do not fit histories of {_histories.Items} and options of {_options.Rank}.", nameof(items));
        centre.CopyTo(_centre);
        (_factors, _biases) = items.Arrays;
        _round = round;
        _holdsOut = gradient is not null;
        for (_block = 0; _block < _strips.Length; _block++)
        {
            _strips[_block].Run(workers ?? Workers.CallingThread);
            if (gradient is null)
                continue;
            (_gradient, _counts) = (gradient, counts!);
            _itemParts.Run(workers ?? Workers.CallingThread);
        }

        long samples = 0;
        for (int customer = 0; customer < _histories.Customers; customer++)
            samples += SamplesOf(customer) - HeldOutFrom(customer);
        return TensorPrimitives.Sum<double>(_losses) / samples;
    }

    private int SamplesOf(int customer) => _histories.Of(customer).Length * GroupSize;

    // Where the samples begin that give the gradient: behind those that the taste is found from.
    private int HeldOutFrom(int customer)
    {
        int history = _histories.Of(customer).Length;
        int held = Math.Min(history, Math.Max(1, (int)(history * _options.HeldOutShare)));
        return _holdsOut ? (history - held) * GroupSize : 0;
    }

    // Blocks of customers whose samples fit a buffer; a customer's samples start at its place in it.
    private int[] Cut(out int most)
    {
        var blocks = new List<int> { 0 };
        most = 0;
        int used = 0;
        for (int customer = 0; customer < _histories.Customers; customer++)
        {
            int own = checked(_histories.Of(customer).Length * GroupSize);
            if (used > 0 && used + own > SamplesOfBlock)
            {
                blocks.Add(customer);
                used = 0;
            }

            _starts[customer] = used;
            used += own;
            most = Math.Max(most, used);
        }

        blocks.Add(_histories.Customers);
        return [.. blocks];
    }

    private void FindStrip(int first, int count)
    {
        for (int customer = _blocks[_block] + first; count > 0; count--, customer++)
        {
            Span<int> items = _items.AsSpan(_starts[customer], SamplesOf(customer));
            Draw(customer, items);
            int from = HeldOutFrom(customer);
            Span<float> taste = _tastes.AsSpan(customer * _options.Rank, _options.Rank);
            _centre.CopyTo(taste);
            var all = new TasteFit(_options, _factors, _biases, _centre);
            all.Move(taste, _holdsOut ? items[..from] : items);
            _losses[customer] = all.Slopes(taste, items[from..], _slopes.AsSpan(_starts[customer] + from, items.Length - from));
        }
    }

    // A history is read from a drawn place on and around its end, so that each of its items is held out as often as any.
    private void Draw(int customer, Span<int> items)
    {
        ReadOnlySpan<int> history = _histories.Of(customer);
        ulong seed = SeededGenerator.Derive(_keys[customer], _round), draw = 0;
        int start = history.IsEmpty ? 0 : Below(history.Length, seed, draw++);
        for (int place = 0, sample = 0; place < history.Length; place++)
        {
            items[sample++] = history[(start + place) % history.Length];
            for (int negative = 0; negative < _options.Negatives; negative++)
            {
                int item = Below(_histories.Items, seed, draw++);
                for (int tries = 1; tries < Tries && _histories.Has(customer, item); tries++)
                    item = Below(_histories.Items, seed, draw++);
                items[sample++] = item;
            }
        }
    }

    // A counter in place of a stream: nothing to allocate, and no order among threads. The bias of the product is below items / 2^64.
    private static int Below(int items, ulong seed, ulong draw) => (int)Math.BigMul(SeededGenerator.Derive(seed, draw), (ulong)items, out _);

    private void AddItems(int part, int count)
    {
        int rank = _options.Rank;
        for (int customer = _blocks[_block]; customer < _blocks[_block + 1]; customer++)
        {
            ReadOnlySpan<float> taste = _tastes.AsSpan(customer * rank, rank);
            int start = _starts[customer] + HeldOutFrom(customer), end = _starts[customer] + SamplesOf(customer);
            for (int sample = start; sample < end; sample++)
            {
                int item = _items[sample];
                if (item % ItemParts != part)
                    continue;
                Span<double> gradient = _gradient.AsSpan(item * (rank + 1), rank + 1);
                double slope = _slopes[sample];
                for (int factor = 0; factor < taste.Length; factor++)
                    gradient[factor] += slope * taste[factor];
                gradient[rank] += slope;
                _counts[item]++;
            }
        }
    }
}
