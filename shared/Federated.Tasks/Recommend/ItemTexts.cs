using System.Text;
using Federated.Computations.Statistics;

namespace Federated.Tasks.Recommend;

/// <summary>Items that no catalogue names: a text stands for its first code points, as the search for frequent values counts them.</summary>
internal static class ItemTexts
{
    public static string Head(string text) => text.Length <= TextHash.MaximumCharacters ? text : Encoding.UTF8.GetString(TextHash.Bytes(text));
}
