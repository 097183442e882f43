using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Federated.Learning.Randomness;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Recommend;

/// <summary>
/// Makes histories of rows. A row is a customer, an item and perhaps a time and a rating; an item that a customer has several times counts once, by its latest row.
/// Twenty bytes a row are held, so a source that is streamed may be longer than memory would hold of it.
/// </summary>
internal sealed class InteractionReader(JobSpec job, InteractionFields fields)
{
    /// <summary>Fewest items of a customer of whom one is held out.</summary>
    public const int FewestOfHeldOut = 3;

    private ulong? _seed;

    /// <summary>What everything arbitrary hangs on: the same on every node, another in every job.</summary>
    public ulong Seed => _seed ??= BitConverter.ToUInt64(job.Hash());

    /// <summary>Each customer's items, in the order of the customers' first rows; customers of no known item too, without items.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="vocabulary">The items.</param>
    public (ImmutableArray<CustomerHistory> Customers, long Unknown) Histories(ITaskRows rows, ItemVocabulary vocabulary)
    {
        var customers = new Dictionary<ulong, int>();
        var first = new List<(ulong Key, long Row)>();
        var own = new List<int[]>();
        var events = new List<(int Customer, int Item, double Time)>();
        long unknown = 0, row = 0;
        foreach (LocalTable batch in rows.Batches())
        {
            ReadOnlySpan<double> times = fields.Time is { } time ? batch.Numbers(time) : [], ratings = fields.Rating is { } rating ? batch.Numbers(rating) : [];
            for (int index = 0; index < batch.RowCount; index++, row++)
            {
                ulong key = batch.SplitKeys[index];
                ref int customer = ref CollectionsMarshal.GetValueRefOrAddDefault(customers, key, out bool isKnown);
                if (!isKnown)
                {
                    customer = first.Count;
                    first.Add((key, row));
                    own.Add([.. Enumerable.Repeat(-1, fields.Own.Count)]);
                }

                for (int field = 0; field < fields.Own.Count; field++)
                {
                    if (batch.Categories(fields.Own[field].Name)[index] is >= 0 and var value)
                        own[customer][field] = value;
                }

                int item = fields.Item.IsText ? vocabulary.PlaceOf(batch.Texts(fields.Item.Name)[index]) : batch.Categories(fields.Item.Name)[index];
                if (item < 0)
                    unknown++;
                else if (ratings.IsEmpty || ratings[index] >= fields.PositiveFrom)
                    events.Add((customer, item, times.IsEmpty ? 0 : times[index]));
            }
        }

        var histories = ImmutableArray.CreateBuilder<CustomerHistory>(first.Count);
        foreach (ImmutableArray<int> items in Ordered(events, first.Count))
            histories.Add(new CustomerHistory(first[histories.Count].Key, items, first[histories.Count].Row) { Own = [.. own[histories.Count]] });
        return (histories.MoveToImmutable(), unknown);
    }

    /// <summary>Histories, with the held-out items taken out. A test customer gives up one item; a validation customer too, where something is chosen.</summary>
    public Interactions Read(ITaskRows rows, ItemVocabulary vocabulary, bool withValidation)
    {
        (ImmutableArray<CustomerHistory> customers, long unknown) = Histories(rows, vocabulary);
        var training = ImmutableArray.CreateBuilder<CustomerHistory>(customers.Length);
        var validation = ImmutableArray.CreateBuilder<HeldOutItem>();
        var test = ImmutableArray.CreateBuilder<HeldOutItem>();
        foreach (CustomerHistory customer in customers.Where(customer => !customer.Items.IsEmpty))
        {
            RowPart part = TrainTestSplit.PartOf(customer.Key, job.Evaluation.TestFraction, job.Evaluation.ValidationFraction);
            if (customer.Items.Length < FewestOfHeldOut || !(part == RowPart.Test || (part == RowPart.Validation && withValidation)))
            {
                training.Add(customer);
                continue;
            }

            int place = fields.Time is null ? new SeededGenerator(SeededGenerator.Derive(Seed, customer.Key)).NextBelow(customer.Items.Length) : customer.Items.Length - 1;
            CustomerHistory rest = customer with { Items = customer.Items.RemoveAt(place) };
            training.Add(rest);
            (part == RowPart.Test ? test : validation).Add(new HeldOutItem(rest, customer.Items[place]));
        }

        return new Interactions(training.DrainToImmutable(), validation.DrainToImmutable(), test.DrainToImmutable(), unknown);
    }

    /// <summary>For items that nobody listed: the text of each item of each customer, once a customer, at most the option <c>most_items</c> of one.</summary>
    public string[] Texts(ITaskRows rows)
    {
        var customers = new Dictionary<ulong, HashSet<string>>();
        foreach (LocalTable batch in rows.Batches())
        {
            ReadOnlySpan<string?> texts = batch.Texts(fields.Item.Name);
            ReadOnlySpan<double> ratings = fields.Rating is { } rating ? batch.Numbers(rating) : [];
            for (int index = 0; index < batch.RowCount; index++)
            {
                if (texts[index] is not { } text || !(ratings.IsEmpty || ratings[index] >= fields.PositiveFrom))
                    continue;
                ref HashSet<string>? items = ref CollectionsMarshal.GetValueRefOrAddDefault(customers, batch.SplitKeys[index], out _);
                items ??= new HashSet<string>(StringComparer.Ordinal);
                if (items.Count < fields.MostItems)
                    items.Add(ItemTexts.Head(text));
            }
        }

        return [.. customers.Values.SelectMany(items => items)];
    }

    // Rows without a time come first, and of one time in the order of the source.
    private IEnumerable<ImmutableArray<int>> Ordered(List<(int Customer, int Item, double Time)> events, int customers)
    {
        int[] order = [.. Enumerable.Range(0, events.Count)];
        Array.Sort(order, (one, other) => (events[one].Customer, events[one].Time, one).CompareTo((events[other].Customer, events[other].Time, other)));
        var latest = new List<int>();
        var seen = new HashSet<int>();
        for (int customer = 0, start = 0; customer < customers; customer++)
        {
            int end = start;
            while (end < order.Length && events[order[end]].Customer == customer)
                end++;
            latest.Clear();
            seen.Clear();
            for (int place = end - 1; place >= start && latest.Count < fields.MostItems; place--)
            {
                if (seen.Add(events[order[place]].Item))
                    latest.Add(events[order[place]].Item);
            }

            latest.Reverse();
            start = end;
            yield return [.. latest];
        }
    }
}
