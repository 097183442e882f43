using System.Collections.Immutable;
using Federated.Learning.Factorization;

namespace Federated.Computations.FactorModels;

/// <summary>
/// Factors of items that are learnt together, and tastes of customers that stay where they are: federated matrix factorisation of implicit feedback (Ammad-ud-din
/// et al. 2019; Chai et al. 2021, "FedMF"), with tastes found anew in each round (Singhal et al. 2021, "Federated reconstruction"). A node finds its customers'
/// tastes from a part of each history with the joint items fixed, then sums the gradient of the rest by the items, with the number of samples of each item; the coordinator divides each item's sum by its count, so that an item that few
/// customers touch learns as fast as any, and takes a step of Adam with it (the adaptive server optimiser of Reddi et al. 2021; an item that nobody touched stays, with its memory).
/// <para>
/// The draws hang on the customers' keys and tastes on the customers alone, so the sums are those of all customers in one place: how customers are spread over nodes changes
/// nothing but the quantisation, and one customer a node is no worse than one node.
/// </para>
/// <para>
/// A scoring function of each site in the manner of PFedRec (Zhang et al. 2023, "Dual personalization on federated recommendation"), whose clients are single
/// customers and learn a linear scoring layer over joint item vectors: with one customer a node, the taste is that layer. A node of many has the
/// mean taste of its customers as its own layer (<see cref="FactorOptions.SiteTaste"/>), to which single tastes are drawn and which those who are new get. The paper's second
/// part, items that a client moves for itself, is <see cref="FactorOptions.OwnItemRate"/>. Both stay on the node (<see cref="FactorMemory"/>).
/// </para>
/// <para>
/// A contribution: for each item the derivatives by its factors and by its bias, then its count; then customers times their mean loss, and customers. Every value
/// is clipped to most customers × longest taste (or 1, when that is more). In the sum a coordinate is wrong by at most that bound / 2^(bits − 1) a node.
/// </para>
/// </summary>
public sealed class FederatedFactors : IComputation<FactorState, FactorData>
{
    private const double Epsilon = 1e-8, LeastCount = 0.5;

    /// <inheritdoc/>
    public ContributionSpec Specify(FactorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        FactorOptions options = state.Options;
        return new ContributionSpec(checked((options.Items * Stride(options)) + 2), BoundOf(options), null, options.Bits, 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(FactorState state, FactorData data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        FactorOptions options = state.Options;
        RequireFit(options, data);
        FactorMemory memory = FactorMemory.Of(data.Memory.Current, options);
        var pass = new SampledFactorPass(data.Histories, data.Keys, options.Factors);
        int rank = options.Factors.Rank, customers = data.Histories.Customers;
        double[] gradient = new double[options.Items * (rank + 1)], counts = new double[options.Items];
        double loss = pass.Add(state.Items, memory.SiteTaste, (ulong)state.Round, gradient, counts, data.Workers);
        if (!double.IsFinite(loss))
            throw new ContributionException($"The loss of round {state.Round} is {loss}: the job's steps are too long for these customers. Nothing was sent.");

        double bound = BoundOf(options);
        Span<double> values = into.Values;
        for (int item = 0; item < options.Items; item++)
        {
            gradient.AsSpan(item * (rank + 1), rank + 1).CopyTo(values[(item * (rank + 2))..]);
            values[(item * (rank + 2)) + rank + 1] = counts[item];
        }

        values[^2] = customers * loss;
        values[^1] = customers;
        foreach (ref double value in values)
            value = Math.Clamp(value, -bound, bound);
        into.Weight = 1;
        into.Validate();
        if (options.NeedsMemory)
            data.Memory.Current = FactorMemory.Write(options.SiteTaste ? MeanTaste(pass, customers, rank) : new float[rank], OwnItems(options, gradient, counts));
    }

    /// <inheritdoc/>
    public FactorState Apply(FactorState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        ContributionSpec specification = Specify(state);
        sum.RequireFit(specification);
        FactorOptions options = state.Options;
        int rank = options.Factors.Rank, stride = Stride(options), round = state.Round + 1;
        float[] factors = state.Items.Factors.ToArray(), biases = state.Items.Biases.ToArray();
        float[] first = [.. state.First], second = [.. state.Second];
        double rate = options.LearningRate * (1 - (0.9 * state.Round / Math.Max(1, options.Rounds - 1)));
        double firstScale = 1 / (1 - Math.Pow(options.FirstDecay, round)), secondScale = 1 / (1 - Math.Pow(options.SecondDecay, round));
        for (int item = 0; item < options.Items; item++)
        {
            ReadOnlySpan<double> part = sum.Values.Slice(item * stride, stride);
            if (part[^1] < LeastCount)
                continue;
            for (int factor = 0; factor <= rank; factor++)
            {
                ref float value = ref factor == rank ? ref biases[item] : ref factors[(item * rank) + factor];
                double slope = (part[factor] / part[^1]) + (factor == rank ? 0 : options.ItemPenalty * value);
                int place = (item * (rank + 1)) + factor;
                double mean = (options.FirstDecay * first[place]) + ((1 - options.FirstDecay) * slope);
                double square = (options.SecondDecay * second[place]) + ((1 - options.SecondDecay) * slope * slope);
                (first[place], second[place]) = ((float)mean, (float)square);
                value -= (float)(rate * mean * firstScale / (Math.Sqrt(square * secondScale) + Epsilon));
            }
        }

        double customers = sum.Values[^1];
        if (!(customers >= LeastCount))
            throw new ContributionException($"The nodes of round {state.Round} have {customers} customers together; a round needs one.");
        try
        {
            return new FactorState(
                options, new SampledFactors(factors, biases), [.. first], [.. second], round, Math.Max(0, sum.Values[^2] / customers), (long)Math.Round(customers));
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The sum of round {state.Round} gives no items: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public bool IsDone(FactorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Round >= state.Options.Rounds;
    }

    private static int Stride(FactorOptions options) => options.Factors.Rank + 2;

    private static double BoundOf(FactorOptions options) => options.MostCustomers * Math.Max(1.0, options.Factors.MostNorm);

    private static void RequireFit(FactorOptions options, FactorData data)
    {
        if (data.Histories.Items != options.Items || data.Keys.Length != data.Histories.Customers)
            throw new ContributionException($"The node has histories of {data.Histories.Items} items and {data.Keys.Length} keys of {data.Histories.Customers} customers; the job has {options.Items} items. Nothing was sent.");
        if (data.Keys.Distinct().Count() != data.Keys.Length)
            throw new ContributionException("Two of the node's customers have one key; each customer needs an own one. Nothing was sent.");
        if (data.Histories.Count == 0)
            throw new ContributionException("None of the node's customers had an item in common: there is nothing to learn from. Nothing was sent.");
        if (data.Histories.Customers > options.MostCustomers)
            throw new ContributionException($"The node has {data.Histories.Customers} customers; the job allows {options.MostCustomers}. Raise the job's most_customers. Nothing was sent.");
    }

    // One customer more, of no taste, keeps a site of few near the joint scores.
    private static float[] MeanTaste(SampledFactorPass pass, int customers, int rank)
    {
        var mean = new float[rank];
        for (int customer = 0; customer < customers; customer++)
        {
            ReadOnlySpan<float> taste = pass.Taste(customer);
            for (int factor = 0; factor < rank; factor++)
                mean[factor] += taste[factor] / (customers + 1);
        }

        return mean;
    }

    private static float[] OwnItems(FactorOptions options, double[] gradient, double[] counts)
    {
        if (options.OwnItemRate == 0)
            return [];
        var own = new float[gradient.Length];
        int width = options.Factors.Rank + 1;
        for (int place = 0; place < own.Length; place++)
        {
            double count = counts[place / width];
            own[place] = count == 0 ? 0 : (float)(-options.OwnItemRate * gradient[place] / count);
        }

        return own;
    }
}
