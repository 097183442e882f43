using Federated.Learning.Factorization;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Learning.NextItem;

/// <summary>
/// Training rows of <see cref="NextItemArchitecture"/>, drawn anew for each seed: the items that a customer did not have, and of two towers the
/// items to be found. Histories of one item train nothing.
/// </summary>
public static class NextItemRows
{
    /// <summary>Targets of one customer in a draw of two towers: bounds the influence of one customer.</summary>
    public const int MostTargets = 8;

    private const int Tries = 32;

    /// <summary>
    /// Draws rows. A sequence: windows of steps + 1 items, from the latest back, each an item's predecessors and itself. Two towers: up to
    /// <see cref="MostTargets"/> of a customer's items, each with the others as its bag.
    /// </summary>
    /// <param name="architecture">Sizes of a row.</param>
    /// <param name="histories">Of as many items as the architecture.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="isOrdered">Whether the order of a history says what came first; else each draw puts it in another one. Default true.</param>
    /// <exception cref="ArgumentException">The numbers of items differ, or no customer has two items.</exception>
    public static LabelledRows Draw(NextItemArchitecture architecture, ItemHistories histories, ulong seed, bool isOrdered = true)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(histories);
        architecture.Validate();
        if (histories.Items != architecture.Items)
            throw new ArgumentException($"The histories are of {histories.Items} items; the model of {architecture.Items}.", nameof(histories));
        int rows = Count(architecture, histories);
        if (rows == 0)
            throw new ArgumentException("No customer has two items: there is nothing that the next item could be learnt from.", nameof(histories));
        var features = new float[checked(rows * architecture.InputSize)];
        var labels = new float[rows * architecture.TargetSteps];
        var source = new SeededGenerator(seed);
        var order = new int[isOrdered ? 0 : Longest(histories)];
        int next = 0;
        for (int customer = 0; customer < histories.Customers; customer++)
        {
            ReadOnlySpan<int> history = histories.Of(customer);
            int own = CountOf(architecture, history.Length);
            int first = next;
            if (!isOrdered && own > 0)
                history = Shuffled(history, order, source);
            for (; next < first + own; next++)
            {
                Span<float> numbers = features.AsSpan(next * architecture.InputSize, architecture.InputSize);
                Span<float> found = labels.AsSpan(next * architecture.TargetSteps, architecture.TargetSteps);
                if (architecture.Kind == NextItemKind.TwoTower)
                    FillBag(architecture, history, next - first, source, numbers, found);
                else
                    FillWindow(architecture, history, next - first, numbers, found);
                FillNegatives(histories, customer, source, numbers[(architecture.Steps + architecture.TargetSteps)..]);
            }
        }

        return new LabelledRows(features, architecture.InputSize, labels, labelColumns: architecture.TargetSteps);
    }

    /// <summary>Rows that a draw has.</summary>
    public static int Count(NextItemArchitecture architecture, ItemHistories histories)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(histories);
        long rows = 0;
        for (int customer = 0; customer < histories.Customers; customer++)
            rows += CountOf(architecture, histories.Of(customer).Length);
        return checked((int)rows);
    }

    private static int Longest(ItemHistories histories)
    {
        int longest = 0;
        for (int customer = 0; customer < histories.Customers; customer++)
            longest = Math.Max(longest, histories.Of(customer).Length);
        return longest;
    }

    private static ReadOnlySpan<int> Shuffled(ReadOnlySpan<int> history, int[] order, SeededGenerator source)
    {
        history.CopyTo(order);
        Span<int> own = order.AsSpan(0, history.Length);
        source.Shuffle(own);
        return own;
    }

    private static int CountOf(NextItemArchitecture architecture, int items) => items < 2 ? 0
        : architecture.Kind == NextItemKind.TwoTower ? Math.Min(items, MostTargets)
        : (items - 2 + architecture.Steps) / architecture.Steps;

    private static void FillWindow(NextItemArchitecture architecture, ReadOnlySpan<int> items, int window, Span<float> numbers, Span<float> found)
    {
        int last = items.Length - 1 - (window * architecture.Steps), first = Math.Max(0, last - architecture.Steps);
        for (int place = first; place < last; place++)
        {
            numbers[place - first] = items[place] + 1;
            numbers[architecture.Steps + place - first] = items[place + 1] + 1;
            found[place - first] = 1;
        }
    }

    // A target of each of as many stretches of the history as there are rows; the bag then wants any of the others, which a walk from a drawn place gives.
    private static void FillBag(NextItemArchitecture architecture, ReadOnlySpan<int> items, int row, SeededGenerator source, Span<float> numbers, Span<float> found)
    {
        int rows = Math.Min(items.Length, MostTargets);
        int from = (int)((long)row * items.Length / rows), to = (int)((row + 1L) * items.Length / rows);
        int target = from + source.NextBelow(to - from), start = source.NextBelow(items.Length);
        for (int place = 0, count = 0; place < items.Length && count < architecture.Steps; place++)
        {
            int other = (start + place) % items.Length;
            if (other != target)
                numbers[count++] = items[other] + 1;
        }

        numbers[architecture.Steps] = items[target] + 1;
        found[0] = 1;
    }

    // A customer who has nearly everything would be asked for long: after some tries an item of the history is as good as none, its pull is taken back at once.
    private static void FillNegatives(ItemHistories histories, int customer, SeededGenerator source, Span<float> negatives)
    {
        foreach (ref float negative in negatives)
        {
            int item = source.NextBelow(histories.Items);
            for (int tries = 1; tries < Tries && histories.Has(customer, item); tries++)
                item = source.NextBelow(histories.Items);
            negative = item + 1;
        }
    }
}
