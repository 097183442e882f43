namespace Federated.Learning.Trees;

/// <summary>The order in which <see cref="TreeGrower"/> would make the splits of a tree that has been grown in full, and where it would stop.</summary>
internal static class BestFirstOrder
{
    /// <summary>The inner nodes that remain, each with its number in the tree that has only these splits; the children of the n-th (from 0) get numbers 2n + 1 and 2n + 2.</summary>
    public static List<(int Node, int Number)> Of(DecisionTree tree, GrowthOptions options)
    {
        var made = new List<(int Node, int Number)>();
        var open = new PriorityQueue<(int Node, int Number), (double, int)>();
        Offer(0, 0);
        while (made.Count + 1 < options.MaximumLeaves && open.TryDequeue(out (int Node, int Number) next, out _))
        {
            int left = (2 * made.Count) + 1;
            made.Add(next);
            Offer(tree.Nodes[next.Node].LeftChild, left);
            Offer(tree.Nodes[next.Node].LeftChild + 1, left + 1);
        }

        return made;

        void Offer(int node, int number)
        {
            if (!tree.Nodes[node].IsLeaf)
                open.Enqueue((node, number), options.LeavesAreScarce ? (-tree.Nodes[node].Gain, number) : (0, -number));
        }
    }
}
