namespace Federated.Tasks.Text;

/// <summary>One occurrence of a feature in a text.</summary>
/// <param name="Bucket">Where it is counted.</param>
/// <param name="Sign">+1 or −1.</param>
/// <param name="Words">The word that it is of, or its ideographs.</param>
internal readonly record struct TextGram(int Bucket, int Sign, string Words);
