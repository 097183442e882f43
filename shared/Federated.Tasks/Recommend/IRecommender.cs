using Federated.Tasks.Items;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Recommend;

/// <summary>Gives customers lists of items, on the partner's machine. For one thread at a time.</summary>
public interface IRecommender
{
    /// <summary>The items.</summary>
    ItemCatalogue Items { get; }

    /// <summary>A list for every customer of some rows, in the order of the customers' first rows; those of whom no item in common is known get the most popular ones.</summary>
    /// <exception cref="ArgumentException">The wish is out of its ranges.</exception>
    IEnumerable<CustomerList> Of(ITaskRows rows, ListWish wish);

    /// <summary>A list for a customer who had some items, in their order, the latest last.</summary>
    /// <param name="items">Places in <see cref="Items"/>; one that stands several times counts once, by its latest place.</param>
    /// <param name="wish">What is wanted.</param>
    /// <exception cref="ArgumentException">The wish is out of its ranges, or a place is none.</exception>
    CustomerList Of(IReadOnlyList<int> items, ListWish wish);
}
