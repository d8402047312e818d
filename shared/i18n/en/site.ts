/** Words of the frame around every page. */
export const site = {
  name: 'Alongside',
};
