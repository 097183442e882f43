namespace Federated.Tasks.Documents;

/// <summary>Where something stands in a text, both counted from 1 as editors do. (0, 0) means the document as a whole.</summary>
public readonly record struct DocumentPosition(int Line, int Column);
