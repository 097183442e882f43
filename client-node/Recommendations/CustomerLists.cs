using System.Globalization;
using Federated.ClientNode.Data;
using Federated.ClientNode.Scoring;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Items;
using Federated.Tasks.Recommend;

namespace Federated.ClientNode.Recommendations;

/// <summary>
/// A released recommender applied to this partner's own customers, on this machine. The source is read once to check it, once for the customers' histories, and once more for
/// their names: of a table of any length one batch is held, the histories, and the lists as they are asked for.
/// </summary>
internal sealed class CustomerLists
{
    private readonly StreamedRows _rows;
    private readonly IRecommender _recommender;
    private readonly OwnCodes _codes;

    private CustomerLists(SavedModel model, StreamedRows rows, IRecommender recommender, DataMapping mapping)
    {
        (_rows, _recommender) = (rows, recommender);
        _codes = new OwnCodes(mapping.Of(model.Job.Contract.Item!.Name).Codes);
        Heading = mapping.ColumnOf(model.Job.Contract.Id!.Name);
        Version = ModelVersion.Of(model);
    }

    /// <summary>What was read. When it is not usable nothing can be recommended.</summary>
    public DataReport Report => _rows.Report;

    /// <summary>The items.</summary>
    public ItemCatalogue Items => _recommender.Items;

    /// <summary>The partner's own id column.</summary>
    public string Heading { get; }

    /// <summary>The model; see <see cref="ModelVersion"/>.</summary>
    public string Version { get; }

    /// <summary>Reads the source whole, and keeps the report.</summary>
    /// <param name="model">The model and its job, whose task recommends.</param>
    /// <param name="memory">What this node kept from the job's rounds; null for nothing.</param>
    /// <param name="mapping">Where the rows are.</param>
    /// <exception cref="Federated.Tasks.TaskStateException">The model is not one of its job.</exception>
    public static CustomerLists Check(SavedModel model, ModelSnapshot? memory, DataMapping mapping)
    {
        var recommender = ((IRecommendingTask)TaskCatalogue.For(model.Job)).Recommender(model.Snapshot, memory);
        return new(model, StreamedRows.Check(model.Job.Contract, mapping, model.Job.Evaluation.Salt, ReadPurpose.Scoring), recommender, mapping);
    }

    /// <summary>The partner's own codes of an item; empty when it has none of its own.</summary>
    public string CodeOf(int item) => _codes.Of(Items.Ids[item]);

    /// <summary>Every customer with its list, in the order of the source.</summary>
    /// <exception cref="ArgumentException">The wish is out of its ranges.</exception>
    public IEnumerable<(string Customer, CustomerList List)> Of(ListWish wish)
    {
        using var lists = _recommender.Of(_rows, wish).GetEnumerator();
        long start = 0;
        var isLeft = lists.MoveNext();
        foreach (var batch in _rows.Read())
        {
            for (; isLeft && lists.Current.Row < start + batch.Table.RowCount; isLeft = lists.MoveNext())
                yield return (batch.Ids[(int)(lists.Current.Row - start)], lists.Current);
            start += batch.Table.RowCount;
        }
    }

    /// <summary>An item's name with its id where the two differ, for people.</summary>
    public string Words(int item) => Items.Names[item] == Items.Ids[item] ? Items.Ids[item] : string.Create(CultureInfo.InvariantCulture, $"{Items.Names[item]} ({Items.Ids[item]})");
}
