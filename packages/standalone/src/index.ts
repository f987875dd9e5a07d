export { createDemo } from './demo/create-demo.ts';
export { COMPANY as DEMO_COMPANY } from './demo/content/people.ts';
export { inCrm, inMailbox, type Demo, type DemoItem, type DemoUser } from './demo/demo.ts';
export { startProduct, type Product, type ProductOptions, type ProductPart } from './start-product.ts';
